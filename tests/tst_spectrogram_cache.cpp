#include "core/data/spectrogram_cache.h"

#include <QTemporaryDir>
#include <fstream>

#include "core/audio/decode.h"
#include "core/data/batches.h"
#include "core/data/prefetch.h"
#include "core/error.h"
#include "core/tensors/file_io.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

class TestSpectrogramCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void packingLosesLessThanHalfAStep();
    void filesRoundTrip();
    void damagedFilesAreRefused();
    void shortClipsAreLoopedAndLongOnesCut();
    void levelOfTheRecordingDoesNotMatter();
    void silenceIsRefused();
    void recordingsAreReadOnce();
    void gainEqualsLouderSound();
    void ordersAreShuffledPassesThatNeedNoState();
    void cropsAreUniformOverAllStarts();
    void prefetchKeepsTheOrderAndPassesErrorsOn();
};

namespace {

LogSpectrogram example()
{
    return computeLogSpectrogram(noise(0.5).channels[0]);
}

}  // namespace

void TestSpectrogramCache::packingLosesLessThanHalfAStep()
{
    const LogSpectrogram spectrogram = example();
    const LogSpectrogram back = unpack(pack(spectrogram));
    QCOMPARE(back.bands, spectrogram.bands);
    QCOMPARE(back.frames, spectrogram.frames);
    QVERIFY(back.options == spectrogram.options);
    const float largest = *std::ranges::max_element(spectrogram.values);
    QVERIFY(maxAbsDifference(back.values, spectrogram.values) <= 0.51 * largest / 65535.0);
}

void TestSpectrogramCache::filesRoundTrip()
{
    const QTemporaryDir folder;
    const fs::path file = folder.filePath("a.spectrogram").toStdString();
    PackedSpectrogram packed = pack(example());
    packed.options.minFrequency = 30.0;
    writePacked(file, packed);
    const PackedSpectrogram back = readPacked(file);
    QVERIFY(back.options == packed.options);
    QCOMPARE(back.bands, packed.bands);
    QCOMPARE(back.step, packed.step);
    QVERIFY(back.values == packed.values);
}

void TestSpectrogramCache::damagedFilesAreRefused()
{
    const QTemporaryDir folder;
    const fs::path file = folder.filePath("a.spectrogram").toStdString();
    writePacked(file, pack(example()));
    const std::string bytes = readFile(file);
    for (const std::size_t at :
         {std::size_t(0), std::size_t(40), std::size_t(57), bytes.size() / 2, bytes.size() - 1}) {
        std::string damaged = bytes;
        damaged[at] = char(damaged[at] ^ 1);
        QVERIFY(!errorOf([&] { parsePacked(damaged, "x"); }).empty());
    }
    for (const std::size_t size :
         {std::size_t(0), std::size_t(8), std::size_t(100), bytes.size() - 1})
        QVERIFY(!errorOf([&] { parsePacked(bytes.substr(0, size), "x"); }).empty());
    QVERIFY(!errorOf([] { readPacked("/nonexistent"); }).empty());
}

void TestSpectrogramCache::shortClipsAreLoopedAndLongOnesCut()
{
    const PackedSpectrogram packed{
        .bands = 2, .frames = 3, .step = 1.0f, .values = {1, 2, 3, 4, 5, 6}};
    QCOMPARE(unpackWindow(packed, 0, 7).values,
             (std::vector<float>{1, 2, 3, 1, 2, 3, 1, 4, 5, 6, 4, 5, 6, 4}));
    QCOMPARE(unpackWindow(packed, 1, 2).values, (std::vector<float>{2, 3, 5, 6}));
    QCOMPARE(unpackWindow(packed, 0, 3).values, unpack(packed).values);
    QCOMPARE(unpackWindow(packed, 0, 7).values, sliceOrLoop(unpack(packed), 0, 7).values);
}

void TestSpectrogramCache::levelOfTheRecordingDoesNotMatter()
{
    const std::vector<float> loud = noise(0.5, 22050, 1, 0.8).channels[0];
    std::vector<float> quiet = loud;
    for (float& sample : quiet)
        sample *= 0.125f;
    QVERIFY(preparedSpectrogram(loud, "a").values == preparedSpectrogram(quiet, "b").values);
}

void TestSpectrogramCache::silenceIsRefused()
{
    for (const Preparation preparation : {Preparation::PeakOnly, Preparation::Parity}) {
        const std::string error = errorOf(
            [&] { preparedSpectrogram(std::vector<float>(5000), "a.wav", {}, preparation); });
        QVERIFY2(error.find("a.wav") != std::string::npos, error.c_str());
    }
}

void TestSpectrogramCache::recordingsAreReadOnce()
{
    const QTemporaryDir folder;
    const fs::path recording = folder.filePath("a.wav").toStdString();
    const fs::path cache = folder.filePath("cache").toStdString();
    fs::create_directory(cache);
    writeAudio(recording, noise(1.0, 44100, 2));
    const fs::path file = cacheSpectrogram(recording, cache);
    const PackedSpectrogram first = readPacked(file);
    QCOMPARE(first.frames, frameCount(22050, {}));
    const auto written = fs::last_write_time(file);
    QCOMPARE(cacheSpectrogram(recording, cache), file);
    QVERIFY(fs::last_write_time(file) == written);
    QVERIFY(cacheSpectrogram(recording, cache, {}, Preparation::Parity) != file);
    QVERIFY_THROWS_EXCEPTION(CacheWriteError, cacheSpectrogram(recording, cache / "missing"));

    // A damaged file is made anew, another recording gets its own.
    std::ofstream(file) << "damaged";
    QVERIFY(readPacked(cacheSpectrogram(recording, cache)).values == first.values);
    writeAudio(recording, noise(1.0, 44100, 2, 0.5, 2));
    QVERIFY(cacheSpectrogram(recording, cache) != file);
}

void TestSpectrogramCache::gainEqualsLouderSound()
{
    const std::vector<float> samples = noise(0.5).channels[0];
    std::vector<float> louder = samples;
    for (float& sample : louder)
        sample *= 2.0f;
    LogSpectrogram changed = computeLogSpectrogram(samples);
    std::vector<double> frequencies;
    for (const auto& band : makeLogFilterbank({}).bands)
        frequencies.push_back(band.centerFrequency);
    changeGain(changed, frequencies, 20.0 * std::log10(2.0), 0.0);
    QVERIFY(maxAbsDifference(changed.values, computeLogSpectrogram(louder).values) < 1e-5);

    LogSpectrogram tilted = computeLogSpectrogram(samples);
    changeGain(tilted, frequencies, 0.0, 6.0);
    for (int band = 0; band < tilted.bands; ++band)
        QVERIFY((frequencies[band] > 1000.0) ==
                (tilted.value(band, 3) > computeLogSpectrogram(samples).value(band, 3)));
}

void TestSpectrogramCache::ordersAreShuffledPassesThatNeedNoState()
{
    EndlessOrder order(10, 3);
    std::vector<int> all;
    for (int i = 0; i < 30; ++i)
        all.push_back(order.at(i));
    for (int pass = 0; pass < 3; ++pass) {
        std::vector<int> part(all.begin() + 10 * pass, all.begin() + 10 * (pass + 1));
        QVERIFY(part == shuffledOrder(10, 3, std::uint64_t(pass)));
        std::ranges::sort(part);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(part[i], i);
    }
    QVERIFY(!std::equal(all.begin(), all.begin() + 10, all.begin() + 10));
    EndlessOrder late(10, 3);
    QCOMPARE(late.at(25), all[25]);
}

void TestSpectrogramCache::cropsAreUniformOverAllStarts()
{
    QCOMPARE(cropStart(10, 10, 0.99), 0);
    QCOMPARE(cropStart(5, 10, 0.99), 0);
    QCOMPARE(cropStart(12, 10, 0.0), 0);
    QCOMPARE(cropStart(12, 10, 0.34), 1);
    QCOMPARE(cropStart(12, 10, 0.9999999), 2);
    std::vector<int> counts(3);
    for (std::uint64_t i = 0; i < 3000; ++i)
        ++counts[cropStart(12, 10, randomShare(1, 2, i))];
    for (const int count : counts)
        QVERIFY(count > 900 && count < 1100);
}

void TestSpectrogramCache::prefetchKeepsTheOrderAndPassesErrorsOn()
{
    for (const int ahead : {0, 1, 3, 20}) {
        Prefetch<int> values(10, ahead, [](int i) { return i * i; });
        for (int i = 0; i < 10; ++i)
            QCOMPARE(values.next(), i * i);
    }
    Prefetch<int> failing(3, 2, [](int i) {
        if (i == 1)
            throw Error("It failed.");
        return i;
    });
    QCOMPARE(failing.next(), 0);
    QCOMPARE(errorOf([&] { failing.next(); }), std::string("It failed."));
}

QTEST_APPLESS_MAIN(TestSpectrogramCache)
#include "tst_spectrogram_cache.moc"
