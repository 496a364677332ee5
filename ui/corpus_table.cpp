#include "ui/corpus_table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/report/wording.h"
#include "ui/core_text.h"
#include "ui/file_dialogs.h"
#include "ui/panel_parts.h"

namespace whence {

namespace {

constexpr int kFirstOutput = 2;  // column, after the recording and its state

QString stateText(const CorpusRow& row)
{
    switch (row.state) {
        case CorpusState::Waiting:
            return CorpusTable::tr("waiting");
        case CorpusState::Running:
            return CorpusTable::tr("being analyzed");
        case CorpusState::Done:
            return CorpusTable::tr("analyzed");
        case CorpusState::Failed:
            break;
    }
    return CorpusTable::tr("failed");
}

int countOf(const Analysis& analysis, CheckStatus status)
{
    return int(std::ranges::count(analysis.checks, status, &Check::status));
}

QString checksText(const Analysis& analysis)
{
    const int failed = countOf(analysis, CheckStatus::Failed);
    const int warnings = countOf(analysis, CheckStatus::Warning);
    QStringList parts;
    if (failed > 0)
        parts += CorpusTable::tr("%1 failed").arg(failed);
    if (warnings > 0)
        parts += warnings == 1 ? CorpusTable::tr("1 warning")
                               : CorpusTable::tr("%1 warnings").arg(warnings);
    return parts.isEmpty() ? CorpusTable::tr("ok") : parts.join(QStringLiteral(", "));
}

/// The checks that did not pass, by name, each with the features it is about.
QString failuresText(const Analysis& analysis)
{
    QStringList lines;
    for (const CheckStatus status : {CheckStatus::Failed, CheckStatus::Warning}) {
        std::vector<std::pair<std::string, QStringList>> found;
        for (const Check& check : analysis.checks) {
            if (check.status != status)
                continue;
            auto entry =
                std::ranges::find(found, check.name, &std::pair<std::string, QStringList>::first);
            if (entry == found.end())
                entry = found.insert(found.end(), {check.name, {}});
            if (!check.feature.empty())
                entry->second += nameText(check.feature);
        }
        for (const auto& [name, features] : found) {
            const QString text = status == CheckStatus::Failed
                                     ? CorpusTable::tr("failed: %1").arg(nameText(name))
                                     : CorpusTable::tr("warning: %1").arg(nameText(name));
            lines += features.isEmpty()
                         ? text
                         : QStringLiteral("%1 (%2)").arg(text, features.join(QStringLiteral(", ")));
        }
    }
    return lines.join(QLatin1Char('\n'));
}

std::optional<double> valueOf(const Analysis& analysis, const std::string& name)
{
    const auto in = [&](const std::vector<std::string>& names,
                        const std::vector<double>& values) -> std::optional<double> {
        const auto found = std::ranges::find(names, name);
        const auto index = std::size_t(found - names.begin());
        return found != names.end() && index < values.size() ? std::optional(values[index])
                                                             : std::nullopt;
    };
    const auto emotion = in(analysis.model.emotions, analysis.prediction.emotions);
    return emotion ? emotion : in(analysis.model.features, analysis.prediction.features);
}

}  // namespace

CorpusTable::CorpusTable(const CorpusWork& work, QObject* parent)
    : QAbstractTableModel(parent), m_work(work)
{
}

void CorpusTable::setOutputs(const std::vector<std::string>& emotions,
                             const std::vector<std::string>& features)
{
    beginResetModel();
    m_emotions = emotions;
    m_outputs = emotions;
    m_outputs.insert(m_outputs.end(), features.begin(), features.end());
    endResetModel();
}

void CorpusTable::reset()
{
    beginResetModel();
    endResetModel();
}

void CorpusTable::changeRow(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

std::optional<double> CorpusTable::value(int row, int output) const
{
    const auto& analysis = m_work.rows()[std::size_t(row)].analysis;
    return analysis ? valueOf(*analysis, m_outputs[std::size_t(output)]) : std::nullopt;
}

std::vector<double> CorpusTable::values(int output) const
{
    std::vector<double> result;
    for (int row = 0; row < rowCount(); ++row)
        if (const auto number = value(row, output); number && std::isfinite(*number))
            result.push_back(*number);
    return result;
}

int CorpusTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_work.rows().size());
}

int CorpusTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kFirstOutput + int(m_outputs.size() + m_emotions.size()) + 1;
}

/// Numbers are to the right, so that their points are one below the other.
int CorpusTable::alignmentOf(int column) const
{
    const int output = column - kFirstOutput;
    const bool isNumber = output >= 0 && output < int(m_outputs.size());
    return int(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
}

QVariant CorpusTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const int output = section - kFirstOutput;
    const int cause = output - int(m_outputs.size());
    if (section == 0)
        return tr("Recording");
    if (section == 1)
        return tr("State");
    if (cause < 0)
        return nameText(m_outputs[std::size_t(output)]);
    return cause < int(m_emotions.size())
               ? tr("Cause of %1").arg(nameText(m_emotions[std::size_t(cause)]))
               : tr("Checks");
}

QString CorpusTable::causeText(const CorpusRow& row, int emotion) const
{
    for (const Chain& chain : row.analysis->chains)
        if (chain.emotion == m_emotions[std::size_t(emotion)])
            return tr("%1 ← %2").arg(nameText(chain.feature), chain.stem.empty()
                                                                  ? tr("no stem can be named")
                                                                  : nameText(chain.stem));
    return {};
}

QString CorpusTable::cellText(const CorpusRow& row, int column) const
{
    const int output = column - kFirstOutput;
    const int cause = output - int(m_outputs.size());
    if (column == 0)
        return toFile(row.file.lexically_relative(m_work.folder()));
    if (column == 1)
        return stateText(row);
    if (!row.analysis)
        return {};
    if (cause < 0)
        return toText(signedOrDash(valueOf(*row.analysis, m_outputs[std::size_t(output)])
                                       .value_or(std::numeric_limits<double>::quiet_NaN())));
    return cause < int(m_emotions.size()) ? causeText(row, cause) : checksText(*row.analysis);
}

QVariant CorpusTable::sortKey(int row, int column) const
{
    const CorpusRow& entry = m_work.rows()[std::size_t(row)];
    const int output = column - kFirstOutput;
    if (output >= 0 && output < int(m_outputs.size())) {
        const std::optional<double> number = value(row, output);
        return number ? *number : -std::numeric_limits<double>::infinity();
    }
    if (column == columnCount() - 1 && entry.analysis)
        return 1000 * countOf(*entry.analysis, CheckStatus::Failed) +
               countOf(*entry.analysis, CheckStatus::Warning);
    return cellText(entry, column);
}

/// More than fits into a cell: the whole path, the chain in words, the checks by name.
QString CorpusTable::hint(const CorpusRow& row, int column) const
{
    if (row.state == CorpusState::Failed)
        return row.message;
    const int emotion = column - kFirstOutput - int(m_outputs.size());
    if (!row.analysis || emotion < 0)
        return toFile(row.file);
    if (emotion >= int(m_emotions.size()))
        return failuresText(*row.analysis);
    for (const Chain& chain : row.analysis->chains)
        if (chain.emotion == m_emotions[std::size_t(emotion)])
            return localized(chain.sentence);
    return {};
}

QVariant CorpusTable::data(const QModelIndex& index, int role) const
{
    const CorpusRow& row = m_work.rows()[std::size_t(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return cellText(row, index.column());
        case kSortRole:
            return sortKey(index.row(), index.column());
        case Qt::TextAlignmentRole:
            return alignmentOf(index.column());
        case Qt::ToolTipRole:
            return hint(row, index.column());
        default:
            return {};
    }
}

}  // namespace whence
