#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/audio/decode.h"
#include "core/dsp/stft.h"
#include "core/error.h"
#include "core/separation/mask_network.h"
#include "core/separation/separator.h"
#include "core/tensors/network_library.h"
#include "core/training/separator_batches.h"
#include "core/training/separator_training.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

/// A tone and a noise, which a small network tells apart by their spectra.
StemClip toneAndNoise(int seed, double frequency)
{
    const double seconds = 0.5;
    return {"clip " + std::to_string(seed),
            {packAudio(sine(frequency, seconds, 8000, 2, 0.5)),
             packAudio(noise(seconds, 8000, 2, 0.3, std::uint64_t(seed)))},
            4000};
}

SeparatorTrainingData smallData()
{
    SeparatorTrainingData data;
    for (int i = 0; i < 6; ++i)
        data.clips.push_back(toneAndNoise(i, 300.0 + 40.0 * i));
    data.validation = {toneAndNoise(7, 400.0), toneAndNoise(8, 490.0)};
    return data;
}

SeparatorTrainingOptions smallOptions()
{
    SeparatorTrainingOptions options;
    options.card.stems = {"vocals", "other"};
    options.card.sampleRate = 8000;
    options.card.stft = {256, 64};
    options.card.frequencyBins = 64;
    options.card.segmentFrames = 16;
    options.card.filters = {4, 6};
    options.excerptFrames = 16;
    options.batch = 2;
    options.steps = 12;
    options.validateEvery = 4;
    options.validationExcerpts = 4;
    return options;
}

/// The same with a small band-split network.
SeparatorTrainingOptions bandOptions()
{
    SeparatorTrainingOptions options = smallOptions();
    options.card.kind = SeparatorKind::BandSplit;
    options.card.filters.clear();
    options.card.bands = {8, 8, 1};
    options.learningRate = 0.01;  // so that it learns something in few steps
    return options;
}

/// A row for each network that can be trained.
void addNetworks()
{
    QTest::addColumn<bool>("isBandSplit");
    QTest::newRow("U-Net") << false;
    QTest::newRow("band-split network") << true;
}

}  // namespace

class TestSeparatorTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setNetworkThreads(1); }

    void sharesAreThoseOfTheMagnitudes()
    {
        const SeparatorTrainingOptions options = smallOptions();
        SeparatorTrainingData data = smallData();
        StemClip& clip = data.validation[0];
        const SeparatorBatch batch = separatorValidationBatch(data, options, 0, 1);
        QCOMPARE(batch.magnitudes.size(), std::size_t(16 * 64 * 2));
        QCOMPARE(batch.shares.size(), 2 * batch.magnitudes.size());
        for (std::size_t point = 0; point < 16 * 64; ++point)
            for (std::size_t c = 0; c < 2; ++c)
                QVERIFY(std::abs(batch.shares[point * 4 + c] + batch.shares[point * 4 + 2 + c] -
                                 1.0f) <= 1e-5f);
        clip.stems[0] = {};
        const SeparatorBatch alone = separatorValidationBatch(data, options, 0, 1);
        QVERIFY(alone.shares[4 * 500] == 0.0f);
        QVERIFY(std::abs(alone.shares[4 * 500 + 2] - 1.0f) <= 1e-5f);
        QVERIFY(alone.magnitudes[2 * 500] > 0.0f);
    }

    void batchesDependOnTheirPlaceOnly()
    {
        const SeparatorTrainingOptions options = smallOptions();
        const SeparatorTrainingData data = smallData();
        QVERIFY(trainingBatch(data, options, 3).shares == trainingBatch(data, options, 3).shares);
        QVERIFY(trainingBatch(data, options, 3).shares != trainingBatch(data, options, 4).shares);
    }

    void vocalFreeExcerptsHaveNoVocals()
    {
        SeparatorTrainingOptions options = smallOptions();
        options.vocalFreeShare = 1.0;
        const SeparatorBatch batch = trainingBatch(smallData(), options, 0);
        for (std::size_t i = 0; i < batch.shares.size(); ++i)
            if ((i / 2) % 2 == 0)
                QVERIFY(batch.shares[i] == 0.0f);
    }

    void furtherRecordingsTakeThePlaceOfTheirStem_data()
    {
        QTest::addColumn<QString>("stem");
        QTest::newRow("vocals") << "vocals";
        QTest::newRow("drums") << "drums";
    }

    void furtherRecordingsTakeThePlaceOfTheirStem()
    {
        QFETCH(const QString, stem);
        SeparatorTrainingOptions options = smallOptions();
        options.card.stems.front() = stem.toStdString();
        SeparatorTrainingData data = smallData();
        auto& recordings = stem == "vocals" ? data.vocals : data.drums;
        recordings.push_back(packAudio(sine(1000.0, 0.5, 8000, 1)));
        options.extraVocalsShare = options.extraDrumsShare = 1.0;
        options.vocalFreeShare = 0.0;
        const SeparatorBatch batch = trainingBatch(data, options, 0);
        // 1000 Hz is bin 32; the clips' tones lie below bin 20.
        const auto ratio = [&](std::size_t bin) { return batch.shares[(8 * 64 + bin) * 4]; };
        QVERIFY(ratio(32) > 0.8f);
        QVERIFY(ratio(12) < 0.3f);
    }

    void networkLearnsToTellToneFromNoise_data() { addNetworks(); }

    void networkLearnsToTellToneFromNoise()
    {
        QFETCH(const bool, isBandSplit);
        SeparatorTrainingOptions options = isBandSplit ? bandOptions() : smallOptions();
        options.steps = 120;
        options.validateEvery = 40;
        options.averaging = 0.9;
        const TrainedSeparator trained = trainSeparator(smallData(), options, {});
        QCOMPARE(trained.reports.size(), std::size_t(3));
        const double before = trained.reports.front().trainingLoss;
        const double after = trained.reports.back().validationLoss;
        QVERIFY2(after < 0.6 * before,
                 (std::to_string(before) + ", " + std::to_string(after)).c_str());
        // The weights are those of a separator and do what was learnt.
        const MaskNetwork masks = makeMaskNetwork(options.card, trained.tensors, "trained");
        const Stft tone = computeStft(sine(400.0, 0.5, 8000).channels[0], options.card.stft);
        std::vector<float> magnitudes(16 * 64 * 2);
        for (int t = 0; t < 16; ++t)
            for (int bin = 0; bin < 64; ++bin)
                for (int c = 0; c < 2; ++c)
                    magnitudes[(t * 64 + bin) * 2 + c] =
                        std::abs(tone.values[std::size_t(t + 8) * 129 + bin]);
        const auto result = masks(magnitudes, {});
        QVERIFY(result[0][(8 * 64 + 13) * 2] > 0.7f);
    }

    void ratiosAreTheIdealComplexMasks()
    {
        SeparatorTrainingOptions options = smallOptions();
        const SeparatorBatch shares = trainingBatch(smallData(), options, 0);
        options.spectrumShare = 1.0;
        const SeparatorBatch batch = trainingBatch(smallData(), options, 0);
        QVERIFY(batch.magnitudes == shares.magnitudes);
        for (std::size_t point = 0; point < batch.magnitudes.size() / 2; ++point)
            for (std::size_t c = 0; c < 2; ++c) {
                if (batch.magnitudes[point * 2 + c] < 1e-3f)
                    continue;
                const std::complex<float> first = batch.ratios[point * 4 + c];
                const std::complex<float> second = batch.ratios[point * 4 + 2 + c];
                QVERIFY(std::abs(first + second - 1.0f) < 1e-3f * (1.0f + std::abs(first)));
                const float share = std::abs(first) / (std::abs(first) + std::abs(second));
                QVERIFY(std::abs(share - shares.shares[point * 4 + c]) < 1e-3f);
            }
    }

    void batchesHoldWhatTheirObjectiveNeeds()
    {
        SeparatorTrainingOptions options = smallOptions();  // of 12 steps
        options.spectrumShare = 0.5;
        const SeparatorBatch early = trainingBatch(smallData(), options, 5);
        QCOMPARE(early.objective, SeparatorObjective::Shares);
        QVERIFY(early.ratios.empty() && !early.shares.empty());
        const SeparatorBatch late = trainingBatch(smallData(), options, 6);
        QCOMPARE(late.objective, SeparatorObjective::SiSdr);
        QVERIFY(late.shares.empty() && !late.ratios.empty());
        const SeparatorBatch validation = separatorValidationBatch(smallData(), options, 0, 1);
        QCOMPARE(validation.objective, SeparatorObjective::SiSdr);
    }

    void lastStepsRaiseTheSiSdr_data() { addNetworks(); }

    void lastStepsRaiseTheSiSdr()
    {
        QFETCH(const bool, isBandSplit);
        SeparatorTrainingOptions options = isBandSplit ? bandOptions() : smallOptions();
        options.steps = 120;
        options.validateEvery = 40;
        options.averaging = 0.9;
        options.spectrumShare = 1.0;
        SeparatorTrainingOptions first = options;
        first.steps = 12;
        first.spectrumShare = 0.0;
        options.start = trainSeparator(smallData(), first, {}).tensors;
        const TrainedSeparator trained = trainSeparator(smallData(), options, {});
        const double before = trained.reports.front().validationLoss;
        const double after = trained.reports.back().validationLoss;
        QVERIFY2(after < before - 1.0,  // dB
                 (std::to_string(before) + ", " + std::to_string(after)).c_str());
    }

    void mixedPrecisionLearnsToo()
    {
        SeparatorTrainingOptions options = smallOptions();
        options.steps = 60;
        options.validateEvery = 20;
        options.averaging = 0.9;
        options.mixedPrecision = true;
        const TrainedSeparator trained = trainSeparator(smallData(), options, {});
        QVERIFY(trained.reports.back().validationLoss <
                0.8 * trained.reports.front().validationLoss);
        options.mixedPrecision = false;
        QVERIFY(trainSeparator(smallData(), options, {}).tensors != trained.tensors);
        SeparatorTrainingOptions bands = bandOptions();
        bands.mixedPrecision = true;
        QVERIFY_THROWS_EXCEPTION(Error, trainSeparator(smallData(), bands, {}));
    }

    void trainingStartsFromGivenWeights()
    {
        SeparatorTrainingOptions options = smallOptions();
        const TrainedSeparator trained = trainSeparator(smallData(), options, {});
        options.start = trained.tensors;
        options.learningRate = 1e-12;
        options.steps = options.validateEvery = 1;
        const TrainedSeparator again = trainSeparator(smallData(), options, {});
        for (const auto& [name, tensor] : again.tensors)
            if (name.ends_with("weight"))
                QVERIFY2(maxAbsDifference(tensor.values, trained.tensors.at(name).values) < 1e-6,
                         name.c_str());
        options.start.begin()->second.shape = {1};
        QVERIFY_THROWS_EXCEPTION(Error, trainSeparator(smallData(), options, {}));
    }

    void resumedTrainingEqualsAnUninterruptedOne_data() { addNetworks(); }

    void resumedTrainingEqualsAnUninterruptedOne()
    {
        QFETCH(const bool, isBandSplit);
        const QTemporaryDir folder;
        SeparatorTrainingOptions options = isBandSplit ? bandOptions() : smallOptions();
        const TrainedSeparator whole = trainSeparator(smallData(), options, {});
        options.checkpoint = folder.filePath("training").toStdString();
        int reports = 0;
        const Progress interrupt([&](double, const std::string&) { return reports < 2; });
        const auto count = [&](const SeparatorTrainingReport&) { ++reports; };
        QVERIFY_THROWS_EXCEPTION(Cancelled, trainSeparator(smallData(), options, count, interrupt));
        QVERIFY(std::filesystem::exists(options.checkpoint));
        reports = 0;
        const TrainedSeparator resumed = trainSeparator(smallData(), options, count);
        QCOMPARE(reports, 3);
        QVERIFY(resumed.tensors == whole.tensors);
        QCOMPARE(resumed.reports.back().validationLoss, whole.reports.back().validationLoss);
    }

    void checkpointOfOtherOptionsIsRefused()
    {
        const QTemporaryDir folder;
        SeparatorTrainingOptions options = smallOptions();
        options.steps = 4;
        options.checkpoint = folder.filePath("training").toStdString();
        trainSeparator(smallData(), options, {});
        SeparatorTrainingData others = smallData();
        others.clips.pop_back();
        QVERIFY(errorOf([&] {
                    trainSeparator(others, options, {});
                }).find("other options or data") != std::string::npos);
        const auto isRefused = [&](const SeparatorTrainingOptions& other, const char* reason) {
            return errorOf([&] { trainSeparator(smallData(), other, {}); }).find(reason) !=
                   std::string::npos;
        };
        SeparatorTrainingOptions other = options;
        other.seed = 2;
        QVERIFY(isRefused(other, "other options"));
        other = options;
        other.spectrumShare = 0.5;  // validates by another measure
        QVERIFY(isRefused(other, "other options"));
        other = options;
        SeparatorTrainingOptions fresh = smallOptions();
        fresh.steps = 1;
        other.start = trainSeparator(smallData(), fresh, {}).tensors;
        QVERIFY(isRefused(other, "other options"));
        other = options;
        other.steps = 3;
        QVERIFY(isRefused(other, "beyond the 3"));
    }

    void learningRateRisesStaysAndFalls()
    {
        SeparatorTrainingOptions options;
        options.steps = 1000;
        options.warmUp = 0.1;
        options.decay = 0.5;
        QVERIFY(learningRateAt(0, options) <= 0.02 * options.learningRate);
        QCOMPARE(learningRateAt(300, options), options.learningRate);
        QVERIFY(std::abs(learningRateAt(750, options) - options.learningRate / 2) < 1e-9);
        QVERIFY(learningRateAt(999, options) < 1e-4 * options.learningRate);
    }

    void senselessOptionsAndDataAreRefused()
    {
        SeparatorTrainingOptions options = smallOptions();
        QVERIFY_THROWS_EXCEPTION(Error, trainSeparator({}, options, {}));
        options.excerptFrames = 15;
        QVERIFY_THROWS_EXCEPTION(Error, trainSeparator(smallData(), options, {}));
        options = smallOptions();
        options.card.kind = SeparatorKind::SpleeterUNet;
        QVERIFY_THROWS_EXCEPTION(Error, trainSeparator(smallData(), options, {}));
        options.card.kind = SeparatorKind::Averaged;
        QVERIFY_THROWS_EXCEPTION(Error, trainSeparator(smallData(), options, {}));
        options = smallOptions();
        options.card.stems = {"vocals", "piano", "other"};
        QVERIFY_THROWS_EXCEPTION(Error, trainSeparator(smallData(), options, {}));
    }

    void foldersOfStemsBecomeClips()
    {
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        std::filesystem::create_directories(root / "b" / "stems");
        std::filesystem::create_directories(root / "a");
        writeAudio(root / "a" / "other.flac", sine(440.0, 0.2, 8000, 2));
        writeAudio(root / "b" / "stems" / "vocals.wav", sine(440.0, 0.1, 16000, 1));
        const auto clips = loadStemClips(root, {"vocals", "other"}, 8000, 1 << 20);
        QCOMPARE(clips.size(), std::size_t(2));
        QCOMPARE(clips[0].name, std::string("a"));
        QVERIFY(clips[0].stems[0].samples.empty());
        QCOMPARE(clips[0].stems[1].frames(), std::size_t(1600));
        QCOMPARE(clips[1].stems[0].frames(), std::size_t(800));
        QCOMPARE(clips[1].frames, std::size_t(800));
        QVERIFY_THROWS_EXCEPTION(Error, loadStemClips(root, {"vocals", "other"}, 8000, 100));
        QVERIFY_THROWS_EXCEPTION(Error, loadStemClips(root, {"tuba"}, 8000, 1 << 20));
        QVERIFY_THROWS_EXCEPTION(Error, loadStemClips(root / "none", {"other"}, 8000, 1 << 20));
    }
};

QTEST_MAIN(TestSeparatorTraining)
#include "tst_separator_training.moc"
