#include <QTest>
#include <cmath>
#include <complex>
#include <numbers>
#include <thread>
#include <vector>

#include "core/dsp/fft.h"

using namespace whence;

namespace {

using Bins = std::vector<std::complex<float>>;

std::vector<float> noise(int size)
{
    std::vector<float> samples(size);
    unsigned state = 12345;
    for (float& sample : samples) {
        state = state * 1664525u + 1013904223u;
        sample = float(state >> 8) / float(1 << 23) - 1.0f;
    }
    return samples;
}

Bins spectrum(const std::vector<float>& samples)
{
    RealFft fft(int(samples.size()));
    Bins bins(samples.size() / 2 + 1);
    fft.forward(samples, bins);
    return bins;
}

}  // namespace

class TestFft : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forwardIsTheFourierSum_data();
    void forwardIsTheFourierSum();
    void inverseGivesTheSamplesTimesTheSize();
    void inverseLeavesItsInputAlone();
    void repeatedAndMovedTransformsAreEqualBitByBit();
    void transformsMadeInManyThreadsAreEqual();
};

void TestFft::forwardIsTheFourierSum_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {2, 4, 6, 64, 100, 2048})
        QTest::addRow("%d", size) << size;
}

void TestFft::forwardIsTheFourierSum()
{
    QFETCH(const int, size);
    const std::vector<float> samples = noise(size);
    const Bins bins = spectrum(samples);
    for (int k = 0; k <= size / 2; ++k) {
        std::complex<double> sum = 0.0;
        for (int n = 0; n < size; ++n)
            sum += double(samples[n]) *
                   std::polar(1.0,
                              -2.0 * std::numbers::pi * double(k * std::int64_t(n) % size) / size);
        QVERIFY(std::abs(sum - std::complex<double>(bins[k])) < 2e-6 * size);
    }
}

void TestFft::inverseGivesTheSamplesTimesTheSize()
{
    const std::vector<float> samples = noise(2048);
    const Bins bins = spectrum(samples);
    RealFft fft(2048);
    std::vector<float> result(2048);
    fft.inverse(bins, result);
    for (int n = 0; n < 2048; ++n)
        QVERIFY(std::abs(result[n] / 2048.0f - samples[n]) < 1e-6f);
}

void TestFft::inverseLeavesItsInputAlone()
{
    const Bins bins = spectrum(noise(256));
    const Bins before = bins;
    RealFft fft(256);
    std::vector<float> result(256);
    fft.inverse(bins, result);
    QCOMPARE(bins, before);
}

void TestFft::repeatedAndMovedTransformsAreEqualBitByBit()
{
    const std::vector<float> samples = noise(2048);
    const Bins first = spectrum(samples);
    RealFft fft(64);
    fft = RealFft(2048);
    RealFft moved = std::move(fft);
    QCOMPARE(moved.size(), 2048);
    // The caller's alignment must not matter: shift it by one sample.
    std::vector<float> shifted(2049);
    std::copy(samples.begin(), samples.end(), shifted.begin() + 1);
    Bins second(1025);
    moved.forward(std::span(shifted).subspan(1), second);
    QCOMPARE(second, first);
}

void TestFft::transformsMadeInManyThreadsAreEqual()
{
    const std::vector<float> samples = noise(1024);
    const Bins expected = spectrum(samples);
    std::vector<Bins> results(8);
    {
        std::vector<std::jthread> threads;
        for (Bins& result : results)
            threads.emplace_back([&] {
                for (int i = 0; i < 20; ++i)
                    result = spectrum(samples);
            });
    }
    for (const Bins& result : results)
        QCOMPARE(result, expected);
}

QTEST_GUILESS_MAIN(TestFft)
#include "tst_fft.moc"
