#include "ui/memory_need.h"

#include <QFile>

namespace whence {

namespace {

// A separator works block by block, so it takes the same for any length. Largest resident sets of
// `whence-cli separate` with the built-in one (366 MB) and of `benchmark separation` at Spleeter's
// size (1.03 GB).
constexpr double kSharedBytes = 4e8;
constexpr double kSpleeterBytes = 1.1e9;
constexpr double kBytesOfFrame = 2 * sizeof(float);

}  // namespace

double MemoryNeed::ofSeparation(double duration, int sampleRate, const SeparatorInfo& separator)
{
    const double work =
        separator.kind == SeparatorKind::SpleeterUNet ? kSpleeterBytes : kSharedBytes;
    return duration * sampleRate * kBytesOfFrame * double(separator.stems.size()) + work;
}

std::optional<double> MemoryNeed::available()
{
    QFile file(QStringLiteral("/proc/meminfo"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    for (const QByteArray& line : file.readAll().split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() == 3 && words[0] == "MemAvailable:" && words[2] == "kB")
            return words[1].toDouble() * 1024.0;
    }
    return std::nullopt;
}

QString MemoryNeed::text(double bytes)
{
    return tr("%1 GB").arg(bytes / 1e9, 0, 'f', 1);
}

QString MemoryNeed::refusal(double needed, std::optional<double> available)
{
    if (!available || needed <= *available)
        return {};
    return tr("Separating this recording takes about %1 of memory, but only %2 are free. Close "
              "other programs, or open a shorter part of it.")
        .arg(text(needed), text(*available));
}

}  // namespace whence
