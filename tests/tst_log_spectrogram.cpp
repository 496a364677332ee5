#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/audio/decode.h"
#include "core/audio/resample.h"
#include "core/dsp/log_spectrogram.h"
#include "core/error.h"
#include "core/tensors/npy.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

namespace {

/// The mean of an audio file's channels.
std::vector<float> readMono(const std::filesystem::path& file)
{
    return downmix(decodeAudio(file).audio).channels.at(0);
}

/// Bands × frames of an expected spectrogram; ours may have more frames at its end.
double differenceFrom(const Tensor& expected, const LogSpectrogram& result, int firstBand = 0,
                      int endBand = 149)
{
    if (expected.shape.size() != 2 || expected.shape[0] != result.bands ||
        expected.shape[1] > result.frames)
        return std::numeric_limits<double>::infinity();
    double largest = 0.0;
    for (int band = firstBand; band < endBand; ++band)
        for (int t = 0; t < expected.shape[1]; ++t)
            largest = std::max<double>(
                largest, std::abs(result.value(band, t) -
                                  expected.values[std::size_t(band) * expected.shape[1] + t]));
    return largest;
}

LogSpectrogram asReference(const std::vector<float>& samples, ParityRoute route)
{
    return computeLogSpectrogram(prepareLikeReference(samples, route));
}

std::vector<float> tone(double seconds)
{
    return sine(1000.0, seconds).channels[0];
}

}  // namespace

class TestLogSpectrogram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesStartWhereTheReferenceStartsThem();
    void secondsBecomeFramesAsInTheReference();
    void spectrogramEqualsTheReference_data();
    void spectrogramEqualsTheReference();
    void everySharedCaseEqualsTheReference_data();
    void everySharedCaseEqualsTheReference();
    void resampledFileIsCloseToTheReference();
    void loopedSpectrogramEqualsTheReference();
    void sinePeaksInItsBand();
    void emptyAudioHasNoFrames();
    void oneSampleHasOneFrame();
    void silenceIsZero();
    void blocksGiveTheSameNumbersAsTheWhole_data();
    void blocksGiveTheSameNumbersAsTheWhole();
    void complexFramesGiveTheSameSpectrogram();
    void sumOfComplexFramesIsTheSpectrogramOfTheSum();
    void gainIsThatOfTheSignal();
    void sliceContinuesInALoop();
    void sliceOfNothingIsSilence();
    void fileRouteTruncatesAndTrims();
    void arrayRouteScalesAndTrims();
    void negativeFullScaleDoesNotOverflow();
    void floatWavOfTheModelsRateStaysFloat();
    void silencePreparesToNothing();
    void cancelledComputationThrows();
};

void TestLogSpectrogram::framesStartWhereTheReferenceStartsThem()
{
    const std::vector<std::int64_t> expected = {0,    704,   1408,  2113,  2817,  3522, 4226,
                                                4931, 5635,  6340,  7044,  7749,  8453, 9158,
                                                9862, 10567, 11271, 11976, 12680, 13384};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE(frameStart(int(i), {}), expected[i]);
    QCOMPARE(frameStart(1251, {}), 881295);
    QCOMPARE(frameCount(882000, {}), 1252);
    QCOMPARE(frameCount(882001, {}), 1253);
    QCOMPARE(frameCount(0, {}), 0);
}

void TestLogSpectrogram::secondsBecomeFramesAsInTheReference()
{
    QCOMPARE(windowFrames(40.0, {}), 1252);
    QCOMPARE(windowFrames(15.0, {}), 469);
    QCOMPARE(windowFrames(10.0, {}), 313);
}

void TestLogSpectrogram::spectrogramEqualsTheReference_data()
{
    QTest::addColumn<QString>("wav");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<ParityRoute>("route");
    QTest::newRow("mono, 16 bit") << "a_prefix.wav"
                                  << "a_prefix_file.npy" << ParityRoute::File;
    QTest::newRow("mono, as float") << "a_prefix.wav"
                                    << "a_prefix_array.npy" << ParityRoute::Array;
    QTest::newRow("stereo, 16 bit") << "e_prefix.wav"
                                    << "e_prefix_file.npy" << ParityRoute::File;
    QTest::newRow("shorter than a frame") << "g.wav"
                                          << "g_file.npy" << ParityRoute::File;
}

void TestLogSpectrogram::spectrogramEqualsTheReference()
{
    QFETCH(const QString, wav);
    QFETCH(const QString, expected);
    QFETCH(const ParityRoute, route);
    const std::filesystem::path folder = std::filesystem::path(TEST_DATA) / "frontend";
    const LogSpectrogram result = asReference(readMono(folder / wav.toStdString()), route);
    const double difference = differenceFrom(readNpy(folder / expected.toStdString()), result);
    QVERIFY2(difference <= 1e-5, qPrintable(QString::number(difference)));
}

void TestLogSpectrogram::everySharedCaseEqualsTheReference_data()
{
    QTest::addColumn<QString>("wav");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<ParityRoute>("route");
    const auto add = [](const char* wav, const char* expected, ParityRoute route) {
        QTest::newRow(expected) << wav << expected << route;
    };
    add("a_chirp_noise_22k_mono_i16.wav", "a_chirp_noise_spec.npy", ParityRoute::File);
    add("a_chirp_noise_22k_mono_i16.wav", "a_chirp_noise_float_spec.npy", ParityRoute::Array);
    add("b_band_22k_mono_i16.wav", "b_band_40s_spec.npy", ParityRoute::File);
    add("c_ffmpeg_decoded_22k_mono_i16.wav", "c_stereo_44k_spec.npy", ParityRoute::File);
    add("d_zeros_22k_mono_i16.wav", "d_leading_trailing_zeros_spec.npy", ParityRoute::File);
    add("e_stereo_22k_i16.wav", "e_stereo_22k_spec.npy", ParityRoute::File);
    add("f_float_22k_mono_f32.wav", "f_float_wav_spec.npy", ParityRoute::Array);
    add("g_short_22k_mono_i16.wav", "g_shorter_than_frame_spec.npy", ParityRoute::File);
}

void TestLogSpectrogram::everySharedCaseEqualsTheReference()
{
    QFETCH(const QString, wav);
    QFETCH(const QString, expected);
    QFETCH(const ParityRoute, route);
    if (!hasShared("reference/frontend"))
        return;
    const auto folder = sharedPath("reference/frontend");
    const LogSpectrogram result = asReference(readMono(folder / wav.toStdString()), route);
    const Tensor tensor = readNpy(folder / expected.toStdString());
    QCOMPARE(result.frames, int(tensor.shape.at(1)));
    const double difference = differenceFrom(tensor, result);
    qInfo("largest difference %.2g", difference);
    QVERIFY2(difference <= 1e-5, qPrintable(QString::number(difference)));
}

void TestLogSpectrogram::resampledFileIsCloseToTheReference()
{
    if (!hasShared("reference/frontend"))
        return;
    const auto folder = sharedPath("reference/frontend");
    const AudioBuffer audio = decodeAudio(folder / "c_stereo_44k_i16.wav").audio;
    const LogSpectrogram result =
        asReference(resample(downmix(audio), 22050).channels[0], ParityRoute::File);
    const Tensor expected = readNpy(folder / "c_stereo_44k_spec.npy");
    QCOMPARE(result.frames, int(expected.shape.at(1)));
    double sum = 0.0;
    for (std::size_t i = 0; i < expected.values.size(); ++i)
        sum += std::abs(result.values[i] - expected.values[i]);
    // The top nine bands lie in the transition bands of the two resamplers.
    const double largest = differenceFrom(expected, result, 0, 140);
    qInfo("mean difference %.2g, largest below band 140 %.2g", sum / expected.values.size(),
          largest);
    QVERIFY(sum / double(expected.values.size()) <= 2e-3);
    QVERIFY(largest <= 1e-2);
}

void TestLogSpectrogram::loopedSpectrogramEqualsTheReference()
{
    if (!hasShared("reference/frontend"))
        return;
    const auto folder = sharedPath("reference/frontend");
    const auto samples = readMono(folder / "a_chirp_noise_22k_mono_i16.wav");
    const LogSpectrogram result = sliceOrLoop(asReference(samples, ParityRoute::File), 0, 1252);
    QCOMPARE(result.frames, 1252);
    QVERIFY(differenceFrom(readNpy(folder / "a_looped_1252.npy"), result) <= 1e-5);
}

void TestLogSpectrogram::sinePeaksInItsBand()
{
    const LogSpectrogram result = computeLogSpectrogram(tone(1.0));
    const LogFilterbank filterbank = makeLogFilterbank({});
    int loudest = 0;
    for (int band = 0; band < result.bands; ++band)
        if (result.value(band, 10) > result.value(loudest, 10))
            loudest = band;
    QVERIFY(std::abs(filterbank.bands[loudest].centerFrequency - 1000.0) < 22050.0 / 2048.0);
}

void TestLogSpectrogram::emptyAudioHasNoFrames()
{
    const LogSpectrogram result = computeLogSpectrogram({});
    QCOMPARE(result.frames, 0);
    QCOMPARE(result.bands, 149);
    QVERIFY(result.values.empty());
    QCOMPARE(LogSpectrogramStream().finish(), result);
}

void TestLogSpectrogram::oneSampleHasOneFrame()
{
    const std::vector<float> sample = {1.0f};
    const LogSpectrogram result = computeLogSpectrogram(sample);
    QCOMPARE(result.frames, 1);
    QCOMPARE(result.value(20, 0), 0.0f);  // the window begins with 0
}

void TestLogSpectrogram::silenceIsZero()
{
    const LogSpectrogram result = computeLogSpectrogram(std::vector<float>(22050));
    QVERIFY(std::ranges::all_of(result.values, [](float value) { return value == 0.0f; }));
}

void TestLogSpectrogram::blocksGiveTheSameNumbersAsTheWhole_data()
{
    QTest::addColumn<int>("block");
    QTest::addColumn<double>("framesPerSecond");
    for (const int block : {1, 703, 2048, 2049, 40000})
        QTest::addRow("blocks of %d", block) << block << 31.3;
    QTest::newRow("hop larger than the frame") << 500 << 7.7;
}

void TestLogSpectrogram::blocksGiveTheSameNumbersAsTheWhole()
{
    QFETCH(const int, block);
    QFETCH(const double, framesPerSecond);
    LogSpectrogramOptions options;
    options.framesPerSecond = framesPerSecond;
    const std::vector<float> samples = noise(0.7).channels[0];
    LogSpectrogramStream stream(options);
    for (std::size_t at = 0; at < samples.size(); at += std::size_t(block))
        stream.process(
            std::span(samples).subspan(at, std::min<std::size_t>(block, samples.size() - at)));
    QCOMPARE(stream.finish(), computeLogSpectrogram(samples, options));
}

void TestLogSpectrogram::complexFramesGiveTheSameSpectrogram()
{
    const std::vector<float> samples = noise(0.5).channels[0];
    const ComplexFrames spectra = computeComplexFrames(samples);
    QCOMPARE(spectra.bins, 1024);
    QCOMPARE(toLogSpectrogram(spectra), computeLogSpectrogram(samples));
}

void TestLogSpectrogram::sumOfComplexFramesIsTheSpectrogramOfTheSum()
{
    const std::vector<float> a = noise(0.5, 22050, 1, 0.3, 1).channels[0];
    const std::vector<float> b = noise(0.5, 22050, 1, 0.6, 2).channels[0];
    std::vector<float> sum(a);
    ComplexFrames spectra = computeComplexFrames(a);
    const ComplexFrames other = computeComplexFrames(b);
    for (std::size_t i = 0; i < a.size(); ++i)
        sum[i] += b[i];
    for (std::size_t i = 0; i < spectra.values.size(); ++i)
        spectra.values[i] += other.values[i];
    const LogSpectrogram expected = computeLogSpectrogram(sum);
    QVERIFY(maxAbsDifference(toLogSpectrogram(spectra).values, expected.values) < 1e-5);
}

void TestLogSpectrogram::gainIsThatOfTheSignal()
{
    std::vector<float> samples = tone(0.5);
    const LogSpectrogram result = toLogSpectrogram(computeComplexFrames(samples), 0.125f);
    for (float& sample : samples)
        sample *= 0.125f;
    QVERIFY(maxAbsDifference(result.values, computeLogSpectrogram(samples).values) < 1e-6);
}

void TestLogSpectrogram::sliceContinuesInALoop()
{
    const LogSpectrogram source{{}, 2, 3, {0, 1, 2, 10, 11, 12}};
    QCOMPARE(sliceOrLoop(source, 0, 3), source);
    QCOMPARE(sliceOrLoop(source, 1, 2).values, (std::vector<float>{1, 2, 11, 12}));
    QCOMPARE(sliceOrLoop(source, 0, 7).values,
             (std::vector<float>{0, 1, 2, 0, 1, 2, 0, 10, 11, 12, 10, 11, 12, 10}));
    QCOMPARE(sliceOrLoop(source, 2, 4).values, (std::vector<float>{2, 0, 1, 2, 12, 10, 11, 12}));
    QCOMPARE(sliceOrLoop(source, -1, 2).values, (std::vector<float>{2, 0, 12, 10}));
    QCOMPARE(sliceOrLoop(source, 4, 1).values, (std::vector<float>{1, 11}));
    QCOMPARE(sliceOrLoop(source, 0, 0).frames, 0);
}

void TestLogSpectrogram::sliceOfNothingIsSilence()
{
    const LogSpectrogram result = sliceOrLoop(computeLogSpectrogram({}), 0, 4);
    QCOMPARE(result.frames, 4);
    QCOMPARE(result.values, std::vector<float>(149 * 4));
}

void TestLogSpectrogram::fileRouteTruncatesAndTrims()
{
    // In 16 bit: 0 1 3 -4096 2 0, scaling 4096 / 32767: 1 → 7.99 → 7, 3 → 23.99 → 23.
    const auto sample = [](double integer) { return float(integer / 32768.0); };
    const std::vector<float> samples = {0.0f, sample(1), sample(3), sample(-4096), sample(2), 0.0f};
    const std::vector<float> expected = {float(7 / 32767.0), float(23 / 32767.0), -1.0f,
                                         float(15 / 32767.0)};
    QCOMPARE(prepareLikeReference(samples, ParityRoute::File), expected);
    // Means of two channels lie between integers and go toward zero: 0.5 → 0, -1.5 → -1.
    const std::vector<float> means = {sample(0.5), sample(-1.5), sample(-32767), sample(0.5)};
    QCOMPARE(prepareLikeReference(means, ParityRoute::File),
             (std::vector<float>{float(-1 / 32767.0), -1.0f}));
}

void TestLogSpectrogram::arrayRouteScalesAndTrims()
{
    const std::vector<float> samples = {0.0f, 0.0f, 0.25f, 0.0f, -0.5f, 0.125f, 0.0f};
    QCOMPARE(prepareLikeReference(samples, ParityRoute::Array),
             (std::vector<float>{0.5f, 0.0f, -1.0f, 0.25f}));
}

void TestLogSpectrogram::negativeFullScaleDoesNotOverflow()
{
    const std::vector<float> samples = {-1.0f, 0.5f, 2.0f};
    const std::vector<float> result = prepareLikeReference(samples, ParityRoute::File);
    QCOMPARE(result[0], -1.0f);
    QVERIFY(std::abs(result[1] - 0.5f) < 1e-4f);
    QVERIFY(result[2] > 0.999f && result[2] <= 1.0f);
}

void TestLogSpectrogram::floatWavOfTheModelsRateStaysFloat()
{
    AudioFileInfo info;
    info.sampleRate = 22050;
    QVERIFY(parityRoute(info, 22050) == ParityRoute::File);
    info.isFloatWav = true;
    QVERIFY(parityRoute(info, 22050) == ParityRoute::Array);
    QVERIFY(parityRoute(info, 44100) == ParityRoute::File);
}

void TestLogSpectrogram::silencePreparesToNothing()
{
    const std::vector<float> samples(100);
    QVERIFY(prepareLikeReference(samples, ParityRoute::File).empty());
    QVERIFY(prepareLikeReference(samples, ParityRoute::Array).empty());
    QVERIFY(prepareLikeReference({}, ParityRoute::Array).empty());
}

void TestLogSpectrogram::cancelledComputationThrows()
{
    const Progress progress([](double done, const std::string&) { return done < 0.5; });
    const std::vector<float> samples = tone(20.0);
    QVERIFY_EXCEPTION_THROWN(computeLogSpectrogram(samples, {}, progress), Cancelled);
    QVERIFY_EXCEPTION_THROWN(computeComplexFrames(samples, {}, progress), Cancelled);
}

QTEST_GUILESS_MAIN(TestLogSpectrogram)
#include "tst_log_spectrogram.moc"
