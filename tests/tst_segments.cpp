#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/explain/segments.h"
#include "tests/function_model.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr int sampleRate = 22050;
constexpr int windowFrameCount = 94;  // of 3 s
constexpr double frequencies[] = {250.0, 500.0, 1000.0, 2000.0, 4000.0};

/// Sines of five frequencies, three seconds long.
StemSet sines(int count)
{
    StemSet stems;
    for (int i = 0; i < count; ++i) {
        stems.names.push_back("stem" + std::to_string(i));
        stems.stems.push_back(sine(frequencies[i], 3.0, sampleRate, 1, 0.1));
    }
    return stems;
}

/// The mean magnitude in the bands around a frequency, in one second of the window.
double loudness(const LogSpectrogram& window, double frequency, int second)
{
    static const LogFilterbank filterbank = makeLogFilterbank({});
    double sum = 0.0;
    for (int band = 0; band < window.bands; ++band)
        if (std::abs(filterbank.bands[band].centerFrequency / frequency - 1.0) < 0.1)
            for (int t = int(second * 31.3); t < int((second + 1) * 31.3); ++t)
                sum += std::pow(10.0, window.value(band, t)) - 1.0;
    return sum / 1000.0;
}

/// Feature 0 is caused by stem 1 in segment 2 alone; feature 1 by stem 0 in segment 0, and half as
/// much in segment 1.
EmotionModel linearModel()
{
    const auto predict = [](const LogSpectrogram& window) {
        return Prediction{
            {loudness(window, frequencies[1], 2),
             loudness(window, frequencies[0], 0) + 0.5 * loudness(window, frequencies[0], 1)},
            {},
            {}};
    };
    return functionModel(predict, windowFrameCount);
}

int indexOf(const std::vector<std::string>& names, const std::string& name)
{
    return int(std::ranges::find(names, name) - names.begin());
}

}  // namespace

class TestSegments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void componentsAreSegmentMajorAndNamedByStemAndSegment();
    void componentsSoundInTheirSegmentOnlyAndSumUp();
    void withoutBoundariesComponentsAreTheStems();
    void boundariesOutsideOrOutOfOrderAreRefused();
    void moreThan64ComponentsAreRefused();
    void causesAreFoundBySampling();
    void samplingDependsOnTheSeedOnly();
    void fewComponentsAreTakenExhaustively();
    void errorsShrinkWithMoreSamples();
    void noiseIsNotStable();
    void tooFewSamplesAreRefused();
    void windowsAreDividedAtTimesOfTheRecording();
    void windowsThatCannotBeDividedAreRefused();
    void cancelEndsTheSampling();
};

void TestSegments::componentsAreSegmentMajorAndNamedByStemAndSegment()
{
    const StemSet components = segmentComponents(sines(2), {1.0, 2.5});
    QCOMPARE(components.names, (std::vector<std::string>{"stem00", "stem10", "stem01", "stem11",
                                                         "stem02", "stem12"}));
}

void TestSegments::componentsSoundInTheirSegmentOnlyAndSumUp()
{
    const StemSet stems = sines(2);
    const StemSet components = segmentComponents(stems, {1.0, 2.5});
    std::vector<float> sum(stems.stems[1].frames());
    for (int segment = 0; segment < 3; ++segment) {
        const auto& samples = components.stems[2 * segment + 1].channels[0];
        const auto begin = std::size_t(std::vector{0.0, 1.0, 2.5}[segment] * sampleRate);
        const auto end = std::size_t(std::vector{1.0, 2.5, 3.0}[segment] * sampleRate);
        for (std::size_t n = 0; n < sum.size(); ++n) {
            if (n < begin || n >= end)
                QCOMPARE(samples[n], 0.0f);
            sum[n] += samples[n];
        }
    }
    QCOMPARE(sum, stems.stems[1].channels[0]);
}

void TestSegments::withoutBoundariesComponentsAreTheStems()
{
    const StemSet components = segmentComponents(sines(2), {});
    QCOMPARE(components.names, (std::vector<std::string>{"stem00", "stem10"}));
    QCOMPARE(components.stems[1].channels, sines(2).stems[1].channels);
}

void TestSegments::boundariesOutsideOrOutOfOrderAreRefused()
{
    for (const std::vector<double>& boundaries : std::vector<std::vector<double>>{
             {0.0}, {3.0}, {-1.0}, {4.0}, {2.0, 1.0}, {1.0, 1.0}, {std::nan("")}, {1e300}})
        QVERIFY_EXCEPTION_THROWN(segmentComponents(sines(1), boundaries), Error);
}

void TestSegments::moreThan64ComponentsAreRefused()
{
    QCOMPARE(segmentComponents(sines(4), equalSegments(3.0, 16)).count(), 64);
    QVERIFY_EXCEPTION_THROWN(segmentComponents(sines(5), equalSegments(3.0, 13)), Error);
    QVERIFY_EXCEPTION_THROWN(segmentComponents({}, {}), Error);
}

void TestSegments::causesAreFoundBySampling()
{
    SegmentOptions options;
    options.samples = 120;
    const SampledExplanation result =
        explainBySegments(sines(5), linearModel(), equalSegments(3.0, 3), options);
    QCOMPARE(result.components.size(), std::size_t(15));
    QVERIFY(!result.exhaustive);
    QCOMPARE(result.samples, 120);
    QCOMPARE(result.fits.size(), std::size_t(2));

    const int cause = indexOf(result.components, "stem12");
    const auto& coefficients = result.fits[0].coefficients;
    for (int i = 0; i < 15; ++i)
        QVERIFY(i == cause || std::abs(coefficients[i]) < 0.2 * coefficients[cause]);
    QVERIFY(result.fits[0].r2 > 0.8);
    QCOMPARE(result.topAgreement[0], 1.0);
    QVERIFY(result.standardErrors[0][cause] < 0.2 * coefficients[cause]);

    const double first = result.fits[1].coefficients[indexOf(result.components, "stem00")];
    const double second = result.fits[1].coefficients[indexOf(result.components, "stem01")];
    QVERIFY(std::abs(second / first - 0.5) < 0.15);
}

void TestSegments::samplingDependsOnTheSeedOnly()
{
    SegmentOptions options;
    options.samples = 30;
    options.replicates = 5;
    const auto explain = [&] {
        return explainBySegments(sines(4), linearModel(), equalSegments(3.0, 3), options);
    };
    const SampledExplanation first = explain();
    const SampledExplanation second = explain();
    QCOMPARE(second.fits[1].coefficients, first.fits[1].coefficients);
    QCOMPARE(second.standardErrors, first.standardErrors);
    options.seed = 2;
    QVERIFY(explain().fits[1].coefficients != first.fits[1].coefficients);
}

void TestSegments::fewComponentsAreTakenExhaustively()
{
    const SampledExplanation result =
        explainBySegments(sines(2), linearModel(), equalSegments(3.0, 3));
    QVERIFY(result.exhaustive);
    QCOMPARE(result.samples, 64);
    QCOMPARE(result.topAgreement, (std::vector<double>{1.0, 1.0}));
    QCOMPARE(result.standardErrors[0], std::vector<double>(6));
    const auto& coefficients = result.fits[0].coefficients;
    QCOMPARE(std::ranges::max_element(coefficients) - coefficients.begin(),
             std::ptrdiff_t(indexOf(result.components, "stem12")));
}

/// A table of `count` samples of 12 components, value = component 3 plus noise of this size.
static MixTable noisyTable(int count, double amplitude)
{
    MixTable table{std::vector<std::string>(12), false, randomCoalitions(12, count, 5), {}};
    const AudioBuffer noises = noise(double(count), 1, 1, amplitude, 9);
    for (int i = 0; i < count; ++i)
        table.predictions.push_back(
            {{double(table.coalitions[i] >> 3 & 1) + noises.channels[0][i]}, {}, {}});
    return table;
}

void TestSegments::errorsShrinkWithMoreSamples()
{
    const SampledExplanation few = explainSamples(noisyTable(200, 0.5));
    const SampledExplanation many = explainSamples(noisyTable(3200, 0.5));
    QVERIFY(many.standardErrors[0][3] < 0.5 * few.standardErrors[0][3]);
    QVERIFY(std::abs(many.fits[0].coefficients[3] - 1.0) < 5.0 * many.standardErrors[0][3] + 0.05);
    QCOMPARE(many.topAgreement[0], 1.0);
}

void TestSegments::noiseIsNotStable()
{
    MixTable table = noisyTable(200, 1.0);
    for (std::size_t i = 0; i < table.predictions.size(); ++i)
        table.predictions[i].features[0] -= double(table.coalitions[i] >> 3 & 1);
    const SampledExplanation result = explainSamples(table);
    QVERIFY(result.topAgreement[0] < 0.8);
    const auto& fit = result.fits[0];
    for (int i = 0; i < 12; ++i)
        QVERIFY(std::abs(fit.coefficients[i]) < 5.0 * result.standardErrors[0][i]);
}

void TestSegments::tooFewSamplesAreRefused()
{
    SegmentOptions options;
    options.samples = 3;
    QVERIFY_EXCEPTION_THROWN(explainBySegments(sines(2), linearModel(), {}, options), Error);
    options.samples = 10;
    options.replicates = 1;
    QVERIFY_EXCEPTION_THROWN(explainBySegments(sines(2), linearModel(), {}, options), Error);
}

void TestSegments::windowsAreDividedAtTimesOfTheRecording()
{
    const StemSet stems = sines(2);
    SegmentRequest request;
    request.rule = SegmentRequest::Rule::ByHand;
    request.boundaries = {61.0, 62.0};
    const SegmentExplanation byHand = explainWindowSegments(stems, stems.stems[0], linearModel(),
                                                            60.0, request, SegmentOptions{});
    QCOMPARE(byHand.edges, (std::vector<double>{60.0, 61.0, 62.0, 63.0}));
    QVERIFY(byHand.sampled.exhaustive);
    const auto& fit = byHand.sampled.fits[0].coefficients;
    const auto cause = SegmentExplanation::component(2, 1, 2);
    QCOMPARE(std::size_t(std::ranges::max_element(fit) - fit.begin()), cause);
    QCOMPARE(byHand.sampled.components[cause], std::string("stem12"));

    request.rule = SegmentRequest::Rule::EqualLengths;
    request.count = 3;
    const SegmentExplanation equal = explainWindowSegments(stems, stems.stems[0], linearModel(),
                                                           60.0, request, SegmentOptions{});
    QCOMPARE(equal.edges, byHand.edges);
    QCOMPARE(equal.sampled.fits[0].coefficients, fit);
}

void TestSegments::windowsThatCannotBeDividedAreRefused()
{
    const StemSet stems = sines(1);
    const auto explain = [&](const SegmentRequest& request) {
        return errorOf([&] {
            explainWindowSegments(stems, stems.stems[0], linearModel(), 60.0, request,
                                  SegmentOptions{});
        });
    };
    SegmentRequest request;
    request.rule = SegmentRequest::Rule::ByHand;
    request.boundaries = {2.0};
    QCOMPARE(explain(request), std::string("The boundary of segments at 2.00 s is outside the "
                                           "explained window, 60.00 to 63.00 s."));
    request.boundaries = {};
    QVERIFY(explain(request).find("at least two") != std::string::npos);
    request.rule = SegmentRequest::Rule::Novelty;
    request.count = 3;
    QVERIFY(explain(request).find("changes nowhere") != std::string::npos);
}

void TestSegments::cancelEndsTheSampling()
{
    const Progress progress([](double done, const std::string&) { return done < 0.5; });
    QVERIFY_EXCEPTION_THROWN(explainBySegments(sines(2), linearModel(), {1.0}, {}, progress),
                             Cancelled);
}

QTEST_GUILESS_MAIN(TestSegments)
#include "tst_segments.moc"
