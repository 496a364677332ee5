#include "core/data/mastering.h"

#include <QTest>

#include "core/dsp/log_filterbank.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

class TestMastering : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void neutralMasteringChangesNothing();
    void compressorFlattensAndKeepsThePower();
    void equalizerRaisesItsBand();
    void coderCutsWhatLiesAbove();
    void silenceStaysSilent();
    void drawsAreRepeatableAndWithinTheirRanges();

private:
    double magnitude(const LogSpectrogram& spectrogram, int band, int frame) const
    {
        return std::pow(10.0, double(spectrogram.value(band, frame))) - 1.0;
    }
    double power(const LogSpectrogram& spectrogram) const;

    LogSpectrogram m_plain;  // of noise that becomes 26 dB louder half way
    std::vector<double> m_frequencies;
    int m_band = 0;
    int m_quiet = 0;
    int m_loud = 0;
};

void TestMastering::initTestCase()
{
    std::vector<float> samples = noise(2.0).channels[0];
    for (std::size_t i = 0; i < samples.size() / 2; ++i)
        samples[i] *= 0.05f;
    m_plain = computeLogSpectrogram(samples);
    for (const auto& band : makeLogFilterbank({}).bands)
        m_frequencies.push_back(band.centerFrequency);
    m_band = m_plain.bands / 2;
    m_quiet = m_plain.frames / 4;
    m_loud = 3 * m_plain.frames / 4;
}

double TestMastering::power(const LogSpectrogram& spectrogram) const
{
    double sum = 0.0;
    for (int band = 0; band < spectrogram.bands; ++band)
        for (int frame = 0; frame < spectrogram.frames; ++frame)
            sum += std::pow(magnitude(spectrogram, band, frame), 2.0);
    return sum;
}

void TestMastering::neutralMasteringChangesNothing()
{
    LogSpectrogram same = m_plain;
    master(same, m_frequencies, {});
    QVERIFY(maxAbsDifference(same.values, m_plain.values) < 1e-5);
}

void TestMastering::compressorFlattensAndKeepsThePower()
{
    // 26 − 12 = 14 dB are below the threshold, the other 12 become 3.
    LogSpectrogram compressed = m_plain;
    master(compressed, m_frequencies, {.ratio = 4.0, .threshold = 12.0});
    const double before = magnitude(m_plain, m_band, m_loud) / magnitude(m_plain, m_band, m_quiet);
    const double after =
        magnitude(compressed, m_band, m_loud) / magnitude(compressed, m_band, m_quiet);
    QVERIFY(std::abs(20.0 * std::log10(before / after) - 9.0) < 1.5);
    QVERIFY(std::abs(power(compressed) / power(m_plain) - 1.0) < 1e-3);
}

void TestMastering::equalizerRaisesItsBand()
{
    LogSpectrogram equalized = m_plain;
    master(equalized, m_frequencies,
           {.bells = {{.frequency = m_frequencies[m_band], .gain = 6.0, .width = 1.0}}});
    const double raised = magnitude(equalized, m_band, m_loud) / magnitude(m_plain, m_band, m_loud);
    QVERIFY(std::abs(20.0 * std::log10(raised) - 6.0) < 0.01);
    QVERIFY(std::abs(equalized.value(0, m_loud) - m_plain.value(0, m_loud)) < 1e-3);
}

void TestMastering::coderCutsWhatLiesAbove()
{
    LogSpectrogram coded = m_plain;
    master(coded, m_frequencies, {.cutoff = 10000.0});
    for (int i = 0; i < m_plain.bands; ++i)
        QCOMPARE(coded.value(i, m_loud) == 0.0f, m_frequencies[i] >= 10000.0);
}

void TestMastering::silenceStaysSilent()
{
    LogSpectrogram silent = m_plain;
    std::ranges::fill(silent.values, 0.0f);
    master(silent, m_frequencies, drawMastering(1, 5));
    QVERIFY(std::ranges::all_of(silent.values, [](float value) { return value == 0.0f; }));
    LogSpectrogram none;
    master(none, {}, drawMastering(1, 5));
    QVERIFY(none.values.empty());
}

void TestMastering::drawsAreRepeatableAndWithinTheirRanges()
{
    QCOMPARE(drawMastering(1, 5).ratio, drawMastering(1, 5).ratio);
    QVERIFY(drawMastering(1, 5).ratio != drawMastering(1, 6).ratio);
    int cut = 0;
    for (std::uint64_t i = 0; i < 200; ++i) {
        const Mastering mastering = drawMastering(2, i);
        QVERIFY(mastering.ratio >= 1.0 && mastering.ratio <= 6.0);
        QVERIFY(mastering.threshold >= 6.0 && mastering.threshold <= 20.0);
        QVERIFY(mastering.bells.size() <= 3);
        cut += mastering.cutoff > 0.0;
        // A cutoff above the highest band would change nothing.
        QVERIFY(mastering.cutoff == 0.0 ||
                (mastering.cutoff >= 6000.0 && mastering.cutoff < m_frequencies.back() + 100.0));
    }
    QVERIFY(cut > 70 && cut < 130);
}

QTEST_APPLESS_MAIN(TestMastering)
#include "tst_mastering.moc"
