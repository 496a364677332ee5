#include "core/training/emotion_training.h"

#include <QTemporaryDir>
#include <algorithm>
#include <cmath>

#include "core/data/batches.h"
#include "core/error.h"
#include "core/evaluation/metrics.h"
#include "core/tensors/file_io.h"
#include "core/tensors/network_library.h"
#include "core/training/emotion_batches.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

class TestEmotionTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void warmRestartsFollowTheFormula();
    void otherSchedulesFollowTheirs();
    void tiesCountAsImprovement();
    void headStartsAtTheRidgeSolution();
    void batchesHoldEmotionClipsFirstAndBothLabels();
    void epochsPassOnceOverTheEmotionClips();
    void balancedBatchesTakeEquallyFromEachSet();
    void trainingReducesTheErrorAndKeepsTheBestEpoch();
    void headStartsWhereItWasTold_data();
    void headStartsWhereItWasTold();
    void trainingGoesOnFromTheWeightsItWasGiven();
    void aNarrowNetworkGrows();
    void otherFormsAndWiderNetworksAreNoStart();
    void resumedTrainingEqualsAnUninterruptedOne();
    void checkpointOfOtherOptionsIsRefused();
    void stopsEarlyWithoutImprovement();
    void mixedPrecisionLearnsToo();
    void featuresAloneCanBeLearnt();
    void impossibleTrainingsAreRefused();
};

namespace {

constexpr int bands = 32;
constexpr int frames = 40;

/// A clip whose two features are the levels of its lower and upper bands.
LabelledClip makeClip(int number, bool withFeatures, bool withEmotions)
{
    const auto low = float(2.0 * randomShare(5, 1, std::uint64_t(number)) - 1.0);
    const auto high = float(2.0 * randomShare(5, 2, std::uint64_t(number)) - 1.0);
    LabelledClip clip;
    clip.spectrogram = [=] {
        LogSpectrogram spectrogram{.bands = bands, .frames = frames};
        for (int band = 0; band < bands; ++band) {
            for (int frame = 0; frame < frames; ++frame) {
                const auto index = std::uint64_t(number) * 10000 + std::uint64_t(band) * frames;
                const auto noise = float(0.1 * randomShare(5, 3, index + std::uint64_t(frame)));
                spectrogram.values.push_back(1.2f + (band < bands / 2 ? low : high) + noise);
            }
        }
        return pack(spectrogram);
    };
    if (withFeatures)
        clip.features = {low, high};
    if (withEmotions)
        clip.emotions = {0.5f * low + 0.4f * high, -0.6f * low + 0.2f * high};
    return clip;
}

TrainingData makeData(bool bothLabels = true, int count = 48)
{
    TrainingData data;
    data.emotionClips.resize(1);
    for (int i = 0; i < count; ++i) {
        data.featureClips.push_back(makeClip(i, true, bothLabels));
        data.emotionClips[0].push_back(makeClip(1000 + i, bothLabels, true));
    }
    for (int i = 0; i < 16; ++i)
        data.validation.push_back(makeClip(2000 + i, true, true));
    return data;
}

EmotionTrainingOptions smallOptions()
{
    return {.baseChannels = 4,
            .windowFrames = 32,
            .featureBatch = 4,
            .emotionBatch = 4,
            .learningRate = 3e-3,
            .epochs = 4,
            .gainRange = 1.0,
            .tiltRange = 0.2,
            .masteredShare = 0.25,
            .seed = 7};
}

OutputQuality assess(std::span<const double> predicted, std::span<const double> truth)
{
    const Metrics metrics = computeMetrics(predicted, truth);
    return {metrics.r, metrics.r2, metrics.rmse};
}

double largestDifference(const TensorMap& a, const TensorMap& b)
{
    double largest = a.size() == b.size() ? 0.0 : INFINITY;
    for (const auto& [name, tensor] : a) {
        const auto other = b.find(name);
        largest = std::max(largest, other == b.end()
                                        ? INFINITY
                                        : maxAbsDifference(tensor.values, other->second.values));
    }
    return largest;
}

}  // namespace

void TestEmotionTraining::initTestCase()
{
    setNetworkThreads(1);  // the networks are tiny
}

void TestEmotionTraining::warmRestartsFollowTheFormula()
{
    EmotionTrainingOptions options{.learningRate = 1e-3, .restartEpochs = 5, .restartFactor = 3};
    const auto expected = [](double current, double length) {
        return 1e-3 * (1.0 + std::cos(std::numbers::pi * current / length)) / 2.0;
    };
    for (const auto& [epoch, current, length] : {std::tuple(0, 0, 5),
                                                 {1, 1, 5},
                                                 {4, 4, 5},
                                                 {5, 0, 15},
                                                 {19, 14, 15},
                                                 {20, 0, 45},
                                                 {64, 44, 45},
                                                 {65, 0, 135}})
        QVERIFY(std::abs(learningRateAt(epoch, options) - expected(current, length)) < 1e-15);
}

void TestEmotionTraining::otherSchedulesFollowTheirs()
{
    EmotionTrainingOptions options{.learningRate = 2e-3, .epochs = 10};
    options.schedule = LearningRateSchedule::Constant;
    QCOMPARE(learningRateAt(7, options), 2e-3);
    options.schedule = LearningRateSchedule::Cosine;
    QCOMPARE(learningRateAt(0, options), 2e-3);
    QVERIFY(std::abs(learningRateAt(5, options) - 1e-3) < 1e-15);
}

void TestEmotionTraining::tiesCountAsImprovement()
{
    EarlyStopping stopping;
    QVERIFY(stopping.add(0.5, 1));
    QVERIFY(!stopping.add(0.6, 2));
    QVERIFY(stopping.add(0.5, 3));
    QCOMPARE(stopping.bestEpoch, 3);
    QVERIFY(!stopping.add(0.51, 4));
    QVERIFY(!stopping.shouldStop(2));
    QVERIFY(!stopping.add(0.52, 5));
    QVERIFY(stopping.shouldStop(2));
    QVERIFY(!stopping.shouldStop(0));
    QVERIFY(stopping.add(0.4, 6));
    QCOMPARE(stopping.worse, 0);
}

void TestEmotionTraining::headStartsAtTheRidgeSolution()
{
    // numpy 1.24: solve(FᵀF + ridge · trace(FᵀF)/3 · I, FᵀE); see tests/data/README.md
    const std::vector<std::vector<float>> features = {
        {0.996f, 0.712f, 0.059f},   {-0.363f, 0.003f, -0.106f}, {0.793f, -0.632f, -0.006f},
        {-0.101f, -0.052f, 0.249f}, {0.198f, 1.335f, -0.087f},  {1.562f, -0.306f, -0.478f},
        {0.101f, 0.355f, 0.27f},    {1.292f, 1.139f, 0.494f},   {-0.336f, -0.101f, 1.413f},
        {0.221f, -1.311f, -0.69f},  {-0.578f, 1.152f, -0.107f}, {2.26f, 0.657f, 0.125f},
        {-0.436f, 0.972f, -0.241f}, {-0.824f, 0.568f, 0.013f},  {1.189f, -0.074f, -2.86f},
        {0.789f, -1.878f, 1.539f},  {1.821f, -0.427f, -1.165f}, {-1.397f, 0.873f, -0.202f},
        {-0.598f, -0.243f, 2.089f}, {0.347f, 0.746f, 0.777f}};
    const std::vector<std::vector<float>> emotions = {
        {0.597f, 0.067f},  {-0.174f, 0.063f}, {0.298f, -0.384f}, {-0.098f, -0.02f},
        {0.263f, 0.326f},  {0.912f, -0.365f}, {-0.044f, 0.062f}, {0.587f, 0.108f},
        {-0.704f, 0.045f}, {0.168f, -0.406f}, {-0.106f, 0.512f}, {1.103f, -0.129f},
        {-0.086f, 0.415f}, {-0.358f, 0.311f}, {1.772f, -0.274f}, {-0.526f, -0.78f},
        {1.357f, -0.38f},  {-0.604f, 0.54f},  {-1.086f, 0.077f}, {-0.081f, 0.083f}};
    TrainingData data;
    for (std::size_t i = 0; i < features.size(); ++i)
        data.featureClips.push_back({.features = features[i], .emotions = emotions[i]});
    data.featureClips.push_back({.features = {9.0f, 9.0f, 9.0f}});  // no emotions: not used
    const std::vector<std::vector<float>> head = fitHead(data, 1e-2);
    QCOMPARE(head.size(), std::size_t(2));
    QVERIFY(maxAbsDifference(head[0], std::vector{0.49500523647601424, 0.11546217346822964,
                                                  -0.3972212669718119}) < 1e-6);
    QVERIFY(maxAbsDifference(head[1], std::vector{-0.17442253113745, 0.3097191208849054,
                                                  -0.0024624110174733525}) < 1e-6);
    data.featureClips.resize(3);
    QVERIFY(fitHead(data, 1e-2).empty());
}

void TestEmotionTraining::batchesHoldEmotionClipsFirstAndBothLabels()
{
    const TrainingData data = makeData(false);
    EmotionTrainingOptions options = smallOptions();
    options.featureBatch = 3;
    const EmotionBatches batches(data, options);
    const EmotionBatch batch = batches.make(0, 0);
    QCOMPARE(batch.size, 7);
    QCOMPARE(batch.hasEmotions, (std::vector<float>{1, 1, 1, 1, 0, 0, 0}));
    QCOMPARE(batch.hasFeatures, (std::vector<float>{0, 0, 0, 0, 1, 1, 1}));
    QCOMPARE(batch.spectrograms.size(), std::size_t(7 * bands * 32));
    QCOMPARE(batch.emotions.size(), std::size_t(14));
    QVERIFY(batches.make(0, 0).spectrograms == batch.spectrograms);
    QVERIFY(batches.make(1, 0).spectrograms != batch.spectrograms);

    const TrainingData both = makeData(true);
    const EmotionBatch full = EmotionBatches(both, options).make(0, 0);
    QVERIFY(std::ranges::all_of(full.hasFeatures, [](float has) { return has == 1.0f; }));
}

void TestEmotionTraining::epochsPassOnceOverTheEmotionClips()
{
    const TrainingData data = makeData(false, 10);
    const EmotionTrainingOptions options = smallOptions();
    const EmotionBatches batches(data, options);
    QCOMPARE(batches.stepsPerEpoch(), 2);  // 10 clips, 4 a step: the rest is dropped
    for (int epoch = 0; epoch < 3; ++epoch) {
        std::vector<float> seen;
        for (int step = 0; step < 2; ++step) {
            const EmotionBatch batch = batches.make(epoch, step);
            for (int row = 0; row < 4; ++row)
                seen.push_back(batch.emotions[std::size_t(row) * 2]);
        }
        std::ranges::sort(seen);
        QVERIFY(std::ranges::adjacent_find(seen) == seen.end());
    }
}

void TestEmotionTraining::balancedBatchesTakeEquallyFromEachSet()
{
    TrainingData data = makeData(false, 40);
    data.emotionClips.push_back({});
    for (int i = 0; i < 5; ++i) {
        LabelledClip clip = makeClip(3000 + i, false, true);
        clip.emotions = {9.0f, float(i)};
        data.emotionClips[1].push_back(clip);
    }
    EmotionTrainingOptions options = smallOptions();
    options.balanced = true;
    const EmotionBatches batches(data, options);
    std::vector<float> drawn;
    for (int step = 0; step < 5; ++step) {
        const EmotionBatch batch = batches.make(0, step);
        int ofSmallSet = 0;
        for (int row = 0; row < 4; ++row) {
            if (batch.emotions[std::size_t(row) * 2] == 9.0f) {
                ++ofSmallSet;
                drawn.push_back(batch.emotions[std::size_t(row) * 2 + 1]);
            }
        }
        QCOMPARE(ofSmallSet, 2);
    }
    std::ranges::sort(drawn);  // ten draws: each of the five clips twice
    QCOMPARE(drawn, (std::vector<float>{0, 0, 1, 1, 2, 2, 3, 3, 4, 4}));
}

void TestEmotionTraining::trainingReducesTheErrorAndKeepsTheBestEpoch()
{
    const TrainingData data = makeData();
    EmotionTrainingOptions options = smallOptions();
    options.epochs = 15;
    options.schedule = LearningRateSchedule::Cosine;
    std::vector<EpochReport> seen;
    const TrainedNetwork trained = trainEmotionNetwork(
        data, options, assess, [&](const EpochReport& report) { seen.push_back(report); });
    QCOMPARE(seen.size(), std::size_t(15));
    QCOMPARE(trained.history.size(), seen.size());
    QVERIFY(seen.back().featureLoss < 0.3 * seen.front().featureLoss);
    QCOMPARE(seen.back().validation.size(), std::size_t(4));
    for (const OutputQuality& quality : seen.back().validation)
        QVERIFY2(quality.r > 0.9, std::to_string(quality.r).c_str());
    const auto best = std::ranges::min_element(seen, {}, &EpochReport::score);
    QCOMPARE(trained.history[trained.bestEpoch - 1].score, best->score);
    QVERIFY(trained.tensors.contains("feed_forward.weight"));
}

void TestEmotionTraining::headStartsWhereItWasTold_data()
{
    QTest::addColumn<int>("start");
    QTest::newRow("least squares") << int(HeadStart::LeastSquares);
    QTest::newRow("zero") << int(HeadStart::Zero);
    QTest::newRow("random") << int(HeadStart::Random);
}

void TestEmotionTraining::headStartsWhereItWasTold()
{
    QFETCH(const int, start);
    EmotionTrainingOptions options = smallOptions();
    options.headStart = HeadStart(start);
    options.headRidge = 0.0;
    options.headRate = 0.0;  // frozen: it must end where it started
    options.epochs = 1;
    const TrainedNetwork trained = trainEmotionNetwork(makeData(), options, assess);
    const std::vector<float> end = trained.tensors.at("feed_forward.weight").values;
    std::vector<float> begin = trained.headStart[0];
    begin.insert(begin.end(), trained.headStart[1].begin(), trained.headStart[1].end());
    QCOMPARE(end, begin);
    if (options.headStart == HeadStart::LeastSquares)
        QVERIFY(maxAbsDifference(end, std::vector{0.5, 0.4, -0.6, 0.2}) < 1e-5);
    if (options.headStart == HeadStart::Zero)
        QCOMPARE(end, std::vector<float>(4));
    if (options.headStart == HeadStart::Random)
        QVERIFY(std::abs(end[0]) > 0.0f);
}

void TestEmotionTraining::trainingGoesOnFromTheWeightsItWasGiven()
{
    EmotionTrainingOptions options = smallOptions();
    options.epochs = 1;
    const TrainedNetwork first = trainEmotionNetwork(makeData(), options, assess);
    // At no learning rate the weights stay; the statistics of batches move.
    options.start = first.tensors;
    options.learningRate = 1e-12;
    const TrainedNetwork same = trainEmotionNetwork(makeData(), options, assess);
    for (const auto& [name, tensor] : first.tensors)
        if (name.ends_with("weight"))
            QVERIFY(maxAbsDifference(same.tensors.at(name).values, tensor.values) < 1e-9);
    QCOMPARE(same.headStart[0],
             std::vector<float>(first.tensors.at("feed_forward.weight").values.begin(),
                                first.tensors.at("feed_forward.weight").values.begin() + 2));

    // A checkpoint of another start is refused.
    const QTemporaryDir folder;
    options = smallOptions();
    options.epochs = 1;
    options.checkpoint = folder.filePath("a.checkpoint").toStdString();
    trainEmotionNetwork(makeData(), options, assess);
    options.start = first.tensors;
    const std::string other = errorOf([&] { trainEmotionNetwork(makeData(), options, assess); });
    QVERIFY2(other.find("other options or data") != std::string::npos, other.c_str());
}

void TestEmotionTraining::aNarrowNetworkGrows()
{
    EmotionTrainingOptions options = smallOptions();
    options.epochs = 3;
    options.learningRate = 1e-2;
    const TrainedNetwork narrow = trainEmotionNetwork(makeData(), options, assess);
    options.start = narrow.tensors;
    options.baseChannels = 6;
    const TrainedNetwork wide = trainEmotionNetwork(makeData(), options, assess);
    QCOMPARE(wide.tensors.at("in_c.0.weight").shape, (std::vector<std::int64_t>{6, 1, 5, 5}));
    QVERIFY(wide.history.front().featureLoss < narrow.history.front().featureLoss);
}

void TestEmotionTraining::otherFormsAndWiderNetworksAreNoStart()
{
    EmotionTrainingOptions options = smallOptions();
    options.epochs = 1;
    options.start = trainEmotionNetwork(makeData(), options, assess).tensors;
    options.baseChannels = 2;
    const std::string wider = errorOf([&] { trainEmotionNetwork(makeData(), options, assess); });
    QCOMPARE(wider,
             std::string("The network to start from has 4 base channels, more than the 2 of the "
                         "one to train."));
    options.baseChannels = 4;
    options.start.at("in_c.1.weight").shape = {2, 2};
    const std::string other = errorOf([&] { trainEmotionNetwork(makeData(), options, assess); });
    QVERIFY2(other.find("should be") != std::string::npos, other.c_str());
    options.start.at("in_c.0.weight") = {};
    QVERIFY(!errorOf([&] { trainEmotionNetwork(makeData(), options, assess); }).empty());
}

void TestEmotionTraining::resumedTrainingEqualsAnUninterruptedOne()
{
    const QTemporaryDir folder;
    const TrainingData data = makeData(true, 16);
    EmotionTrainingOptions options = smallOptions();
    const TrainedNetwork whole = trainEmotionNetwork(data, options, assess);

    // Cancelled in the middle of the third epoch.
    options.checkpoint = folder.filePath("a.checkpoint").toStdString();
    int reported = 0;
    const Progress cancelling(
        [&](double done, const std::string&) { return done < 2.4 / options.epochs; });
    QVERIFY_EXCEPTION_THROWN(
        trainEmotionNetwork(
            data, options, assess, [&](const EpochReport&) { ++reported; }, cancelling),
        Cancelled);
    QCOMPARE(reported, 2);
    const TrainedNetwork resumed =
        trainEmotionNetwork(data, options, assess, [&](const EpochReport&) { ++reported; });
    QCOMPARE(reported, 2 + 4);  // the two of the checkpoint are told again
    QCOMPARE(largestDifference(whole.tensors, resumed.tensors), 0.0);
    QCOMPARE(resumed.bestEpoch, whole.bestEpoch);
    for (std::size_t i = 0; i < whole.history.size(); ++i)
        QCOMPARE(resumed.history[i].score, whole.history[i].score);

    // What is finished is not trained again.
    const TrainedNetwork again = trainEmotionNetwork(data, options, assess);
    QCOMPARE(largestDifference(whole.tensors, again.tensors), 0.0);

    // Another seed gives another network.
    options.checkpoint.clear();
    options.seed = 8;
    QVERIFY(largestDifference(whole.tensors, trainEmotionNetwork(data, options, assess).tensors) >
            0.0);
}

void TestEmotionTraining::checkpointOfOtherOptionsIsRefused()
{
    const QTemporaryDir folder;
    const TrainingData data = makeData(true, 8);
    EmotionTrainingOptions options = smallOptions();
    options.epochs = 1;
    options.checkpoint = folder.filePath("a.checkpoint").toStdString();
    trainEmotionNetwork(data, options, assess);
    TrainingData relabelled = data;
    relabelled.validation.front().emotions.assign(2, 0.123f);
    QVERIFY(!errorOf([&] { trainEmotionNetwork(relabelled, options, assess); }).empty());
    options.learningRate = 1e-4;
    const std::string error = errorOf([&] { trainEmotionNetwork(data, options, assess); });
    QVERIFY2(error.find("other options or data") != std::string::npos, error.c_str());
    writeFileAtomically(options.checkpoint, "nothing");
    QVERIFY(!errorOf([&] { trainEmotionNetwork(data, options, assess); }).empty());
}

void TestEmotionTraining::stopsEarlyWithoutImprovement()
{
    TrainingData data = makeData(true, 8);
    EmotionTrainingOptions options = smallOptions();
    options.epochs = 20;
    options.patience = 2;
    int calls = 0;
    // Each epoch is assessed worse than the one before.
    const TrainedNetwork trained =
        trainEmotionNetwork(data, options, [&](std::span<const double>, std::span<const double>) {
            return OutputQuality{.rmse = double(++calls)};
        });
    QCOMPARE(trained.history.size(), std::size_t(3));
    QCOMPARE(trained.bestEpoch, 1);
}

void TestEmotionTraining::mixedPrecisionLearnsToo()
{
    EmotionTrainingOptions options = smallOptions();
    options.mixedPrecision = true;
    const TrainedNetwork trained = trainEmotionNetwork(makeData(), options, assess);
    QVERIFY(trained.history.back().featureLoss < 0.8 * trained.history.front().featureLoss);
    options.mixedPrecision = false;
    QVERIFY(trainEmotionNetwork(makeData(), options, assess).tensors != trained.tensors);
}

void TestEmotionTraining::featuresAloneCanBeLearnt()
{
    TrainingData data = makeData();
    data.emotionClips.clear();
    for (LabelledClip& clip : data.featureClips)
        clip.emotions.clear();
    for (LabelledClip& clip : data.validation)
        clip.emotions.clear();
    const TrainedNetwork trained = trainEmotionNetwork(data, smallOptions(), assess);
    QVERIFY(!trained.tensors.contains("feed_forward.weight"));
    QVERIFY(trained.history.back().featureLoss < trained.history.front().featureLoss);
    QVERIFY(trained.history.back().score > 0.0);
}

void TestEmotionTraining::impossibleTrainingsAreRefused()
{
    const EmotionTrainingOptions options = smallOptions();
    QVERIFY(!errorOf([&] { trainEmotionNetwork({}, options, assess); }).empty());
    TrainingData data = makeData();
    data.validation.clear();
    QVERIFY(!errorOf([&] { trainEmotionNetwork(data, options, assess); }).empty());
    data = makeData();
    data.featureClips[3].features.push_back(0.0f);
    QVERIFY(!errorOf([&] { trainEmotionNetwork(data, options, assess); }).empty());
    data = makeData();
    data.emotionClips.push_back({});
    QVERIFY(!errorOf([&] { trainEmotionNetwork(data, options, assess); }).empty());
    data = makeData();
    EmotionTrainingOptions wrong = options;
    wrong.featureWeights = {1.0};
    QVERIFY(!errorOf([&] { trainEmotionNetwork(data, wrong, assess); }).empty());
    data.featureClips[0].spectrogram = []() -> PackedSpectrogram { throw Error("No file."); };
    QCOMPARE(errorOf([&] { trainEmotionNetwork(data, options, assess); }), std::string("No file."));
}

QTEST_APPLESS_MAIN(TestEmotionTraining)
#include "tst_emotion_training.moc"
