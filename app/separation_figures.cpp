#include "app/separation_figures.h"

#include <algorithm>
#include <cstdio>

namespace whence {

namespace {

/// "  6.20", or a dash for a stem that never sounds.
std::string figure(const std::map<std::string, double>& values, const std::string& stem)
{
    const auto found = values.find(stem);
    if (found == values.end())
        return "     –";
    char text[32];
    std::snprintf(text, sizeof text, "%6.2f", found->second);
    return text;
}

}  // namespace

SeparationComparison compareSeparation(const Separator& separator, const TrueStems& truth,
                                       const SeparationOptions& options, const Progress& progress)
{
    const SeparatorInfo& card = separator.info();
    SeparationComparison comparison;
    comparison.recordings = truth.names;
    const auto count = int(truth.names.size());
    for (int i = 0; i < count; ++i) {
        const StemSet stems = truth.stems(i);
        const AudioBuffer mix = sumOfStems(stems);
        const auto add = [&](SeparationMethod& method, const StemSet& separated) {
            method.recordings.push_back(compareStems(separated, stems, mix));
        };
        const Progress part = progress.part(double(i) / count, double(i + 1) / count);
        add(comparison.separator, separator.separate(mix, options, part.part(0.0, 0.7)));
        add(comparison.constant, constantMaskStems(mix, card.stems));
        add(comparison.hpss, harmonicPercussiveStems(mix, card.stems, part.part(0.7, 1.0)));
        add(comparison.oracle, oracleMaskStems(mix, stems, card.stft));
    }
    return comparison;
}

std::string separationText(const SeparationComparison& comparison, const std::string& recordings,
                           const std::vector<std::string>& stems)
{
    const SeparationFigures ours = averageQuality(comparison.separator.recordings);
    std::string text = "SI-SDR improvement over the mix in dB: " + recordings +
                       "\nstem       separator  constant  hpss  oracle  false level in dB\n";
    for (const std::string& stem : stems) {
        text += stem + std::string(12 - std::min<std::size_t>(11, stem.size()), ' ') +
                figure(ours.siSdrImprovement, stem);
        for (const SeparationMethod* const other :
             {&comparison.constant, &comparison.hpss, &comparison.oracle})
            text += "  " + figure(averageQuality(other->recordings).siSdrImprovement, stem);
        text += "  " + figure(ours.falseLevel, stem) + "\n";
    }
    return text;
}

TidyTable separationTable(const SeparationComparison& comparison)
{
    TidyTable table{
        "separation",
        {{"recording", "", "whose stems are known"},
         {"stem", "", ""},
         {"method", "",
          "separator; constant: every stem is the mix by their number; hpss: harmonic and "
          "percussive; oracle: the shares of the true magnitudes"},
         {"si_sdr_db", "dB", "scale-invariant signal-to-distortion ratio"},
         {"si_sdr_improvement_db", "dB", "the same over taking the mix for the stem"},
         {"sdr_db", "dB", "signal-to-distortion ratio"},
         {"sdr_improvement_db", "dB", "the same over taking the mix for the stem"},
         {"false_level_db", "dB", "to the mix, of what is heard of a stem that is silent"}},
        {}};
    for (const SeparationMethod* const method :
         {&comparison.separator, &comparison.constant, &comparison.hpss, &comparison.oracle})
        for (std::size_t i = 0; i < method->recordings.size(); ++i)
            for (const StemQuality& quality : method->recordings[i]) {
                std::vector<std::string> row{comparison.recordings[i], quality.stem, method->name};
                for (const double value :
                     {quality.siSdr, quality.siSdrImprovement, quality.sdr, quality.sdrImprovement})
                    row.push_back(quality.sounds ? cell(value) : "");
                row.push_back(quality.sounds ? "" : cell(quality.falseLevel));
                table.rows.push_back(std::move(row));
            }
    return table;
}

}  // namespace whence
