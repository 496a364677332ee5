#include <QTest>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "core/audio/decode.h"
#include "core/data/dataset.h"
#include "core/error.h"
#include "core/separation/stem_set.h"
#include "core/synthetic/datasets.h"
#include "core/synthetic/sound_font.h"
#include "core/tensors/file_io.h"
#include "tests/support.h"

using namespace whence;

namespace {

DatasetOptions tiny()
{
    DatasetOptions options{.midlevelClips = 3,
                           .deamClips = 2,
                           .deamFullSongs = 0,
                           .pmemoClips = 2,
                           .duration = 2.0,
                           .seed = 5};
    const auto fonts = trainingSoundFonts();
    if (!fonts.empty())
        options.soundFonts = {fonts.back()};
    return options;
}

}  // namespace

class TestSyntheticDatasets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sixOfTenArtistsHaveOneTrack();
    void tagsFollowTheStyleButForAFewFlips();
    void theReadersOfTheRealSetsReadTheFolders();
    void fullSongsGoToTheSecondAnnotationFile();
    void ratingsAreTheLabelsOnTheScalesOfTheSets();
    void stemsSumUpToTheMixBeforeItsCoding();
    void theTruthKnowsEveryCoalition();
    void aSecondRunKeepsWhatIsComplete();
    void otherOptionsDoNotMixIntoAFolder();
    void cancellingLeavesOnlyCompleteClips();

private:
    QTemporaryDir m_folder;
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
};

void TestSyntheticDatasets::initTestCase()
{
    if (trainingSoundFonts().empty())
        QSKIP("No sound font is installed");
    const DatasetSummary summary = synthesizeDatasets(folder(), tiny());
    QCOMPARE(summary.rendered, 7);
    QCOMPARE(summary.kept, 0);
}

void TestSyntheticDatasets::sixOfTenArtistsHaveOneTrack()
{
    std::map<std::uint64_t, int> tracks;
    const auto plan = planDataset(SyntheticSet::Pmemo, fullScale());
    QCOMPARE(int(plan.size()), 800);
    for (const PlannedClip& clip : plan) {
        ++tracks[clip.artist];
        QVERIFY(clip.id >= 1 && clip.id <= 1000);
        QVERIFY(clip.duration >= 8.0 && clip.duration <= 25.0);
    }
    const auto single =
        std::ranges::count_if(tracks, [](const auto& artist) { return artist.second == 1; });
    QVERIFY(std::abs(double(single) / double(tracks.size()) - 0.6) < 0.08);
    QVERIFY(single >= 160 + 64);  // enough for a test of 20 % and a validation set
}

void TestSyntheticDatasets::tagsFollowTheStyleButForAFewFlips()
{
    int hipHop = 0, tagged = 0, count = 0;
    for (const PlannedClip& clip : planDataset(SyntheticSet::Pmemo, fullScale())) {
        const bool isHipHop = clip.style == Style::HipHop;
        hipHop += isHipHop;
        tagged += isHipHop && clip.tag == "hiphop";
        ++count;
    }
    QVERIFY(std::abs(double(hipHop) / count - 0.27) < 0.07);
    QVERIFY(tagged < hipHop && tagged > 0.9 * hipHop);
}

void TestSyntheticDatasets::theReadersOfTheRealSetsReadTheFolders()
{
    const Dataset midlevel = readMidlevel(folder());
    const Dataset deam = readDeam(folder());
    const Dataset pmemo = readPmemo(folder());
    QCOMPARE(int(midlevel.tracks.size()), 3);
    QCOMPARE(int(deam.tracks.size()), 2);
    QCOMPARE(int(pmemo.tracks.size()), 2);
    for (const Dataset* set : {&midlevel, &deam, &pmemo}) {
        QVERIFY2(set->warnings.empty(), set->warnings.empty() ? "" : set->warnings.front().c_str());
        for (const Track& track : set->tracks) {
            QVERIFY2(std::filesystem::exists(track.audio), track.audio.c_str());
            QVERIFY(!track.artist.empty());
            const DecodedAudio audio = decodeAudio(track.audio);
            QCOMPARE(audio.audio.sampleRate, 44100);
            QVERIFY(audio.audio.duration() > 1.2);
        }
    }
}

void TestSyntheticDatasets::fullSongsGoToTheSecondAnnotationFile()
{
    DatasetOptions options = tiny();
    options.deamFullSongs = 1;
    options.midlevelClips = options.pmemoClips = 0;
    const auto plan = planDataset(SyntheticSet::Deam, options);
    QCOMPARE(plan.back().id, 2001);
    QVERIFY(plan.back().fullSong && plan.back().duration > 40.0);

    QTemporaryDir tables;  // they are written first: no sound is needed
    const Progress stop([](double done, const std::string&) { return done <= 0.05; });
    QVERIFY_EXCEPTION_THROWN(synthesizeDatasets(tables.path().toStdString(), options, stop),
                             Cancelled);
    const Dataset deam = readDeam(tables.path().toStdString());
    QCOMPARE(int(deam.tracks.size()), 3);
    QCOMPARE(deam.tracks.back().id, 2001);
    QCOMPARE(int(readDeam(tables.path().toStdString(), {.fullSongs = false}).tracks.size()), 2);
}

void TestSyntheticDatasets::ratingsAreTheLabelsOnTheScalesOfTheSets()
{
    const auto plan = planDataset(SyntheticSet::Deam, tiny());
    const Dataset deam = readDeam(folder());
    const ClipLabels labels = clipLabels(clipOptions(plan[0], tiny()), plan[0].seed);
    QCOMPARE(deam.tracks[0].id, plan[0].id);
    QVERIFY(std::abs(deam.tracks[0].labels[0] - (5 + 4 * labels.ratedEmotion.arousal)) < 0.006);
    QVERIFY(std::abs(deam.tracks[0].labels[1] - (5 + 4 * labels.ratedEmotion.valence)) < 0.006);

    const auto first = planDataset(SyntheticSet::Midlevel, tiny())[0];
    const ClipLabels features = clipLabels(clipOptions(first, tiny()), first.seed);
    const Dataset midlevel = readMidlevel(folder());
    for (std::size_t f = 0; f < featureCount; ++f)
        QVERIFY(std::abs(midlevel.tracks[0].labels[f] - (1 + 9 * features.ratedFeatures[f])) <
                0.006);
}

void TestSyntheticDatasets::stemsSumUpToTheMixBeforeItsCoding()
{
    const auto stems = setFolder(folder(), SyntheticSet::Midlevel) / "stems" / "1";
    StemSet decoded;
    for (const char* stem : stemNames)
        decoded.stems.push_back(decodeAudio(stems / (std::string(stem) + ".flac")).audio);
    const AudioBuffer sum = sumOfStems(decoded);
    const auto plan = planDataset(SyntheticSet::Midlevel, tiny())[0];
    const SyntheticClip clip = synthesizeClip(clipOptions(plan, tiny()), plan.seed);
    QVERIFY(sum.channels == mixOf(clip).channels);
}

void TestSyntheticDatasets::theTruthKnowsEveryCoalition()
{
    const auto file = setFolder(folder(), SyntheticSet::Pmemo) / "truth" / "1.json";
    const auto truth = nlohmann::json::parse(readFile(file));
    QCOMPARE(int(truth["coalitions"].size()), 32);
    QVERIFY(truth["coalitions"][0]["stems"].empty());
    QCOMPARE(int(truth["coalitions"][31]["stems"].size()), 5);
    const double all = truth["features"]["rhythm_stability"];
    const double none = truth["coalitions"][0]["features"]["rhythm_stability"];
    double sum = 0.0;
    for (const auto& [stem, share] : truth["shapley"]["rhythm_stability"].items())
        sum += double(share);
    QVERIFY(std::abs(sum - (all - none)) < 1e-9);
}

void TestSyntheticDatasets::aSecondRunKeepsWhatIsComplete()
{
    const auto lost = setFolder(folder(), SyntheticSet::Deam) / "truth" / "2.json";
    std::filesystem::remove(lost);
    const DatasetSummary summary = synthesizeDatasets(folder(), tiny());
    QCOMPARE(summary.rendered, 1);
    QCOMPARE(summary.kept, 6);
    QVERIFY(std::filesystem::exists(lost));
}

void TestSyntheticDatasets::otherOptionsDoNotMixIntoAFolder()
{
    DatasetOptions other = tiny();
    other.seed = 6;
    QVERIFY_EXCEPTION_THROWN(synthesizeDatasets(folder(), other), Error);
    other = tiny();
    other.part = 3;
    other.parts = 2;
    QVERIFY_EXCEPTION_THROWN(synthesizeDatasets(folder(), other), Error);
}

void TestSyntheticDatasets::cancellingLeavesOnlyCompleteClips()
{
    QTemporaryDir folder;
    DatasetOptions options = tiny();
    const Progress progress([](double done, const std::string&) { return done < 0.3; });
    QVERIFY_EXCEPTION_THROWN(synthesizeDatasets(folder.path().toStdString(), options, progress),
                             Cancelled);
    const DatasetSummary summary = synthesizeDatasets(folder.path().toStdString(), options);
    QVERIFY(summary.kept > 0);
    QCOMPARE(summary.kept + summary.rendered, 7);
}

QTEST_GUILESS_MAIN(TestSyntheticDatasets)
#include "tst_synthetic_datasets.moc"
