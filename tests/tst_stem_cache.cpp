#include <QTemporaryDir>
#include <QTest>
#include <cstring>

#include "core/error.h"
#include "core/store/stem_cache.h"
#include "core/tensors/file_io.h"
#include "support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

namespace {

StemSet twoStems()
{
    StemSet stems;
    stems.names = {"vocals", "../drums/ü"};  // a name that is no file name
    stems.stems = {noise(0.5, 44100, 2, 0.9, 1), noise(0.5, 44100, 2, 0.9, 2)};
    stems.residual = noise(0.5, 44100, 2, 1e-4, 3);
    stems.origin = "test";
    return stems;
}

/// Equal sample by sample, as bits.
bool areSame(const AudioBuffer& a, const AudioBuffer& b)
{
    if (a.sampleRate != b.sampleRate || a.channels.size() != b.channels.size())
        return false;
    for (std::size_t c = 0; c < a.channels.size(); ++c)
        if (a.channels[c].size() != b.channels[c].size() ||
            std::memcmp(a.channels[c].data(), b.channels[c].data(),
                        a.channels[c].size() * sizeof(float)) != 0)
            return false;
    return true;
}

bool areSame(const StemSet& a, const StemSet& b)
{
    bool same = a.names == b.names && a.origin == b.origin && a.count() == b.count() &&
                areSame(a.residual, b.residual);
    for (int i = 0; same && i < a.count(); ++i)
        same = areSame(a.stems[std::size_t(i)], b.stems[std::size_t(i)]);
    return same;
}

const StemKey key{"audio", "separator", {}, {}, {}};

}  // namespace

class TestStemCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void roundingIsBelowTheNoiseOf24Bits();
    void roundedStemsComeBackBitByBit();
    void stemsBeyondFullScaleComeBackAsTheyWere();
    void silenceAndHighRatesComeBack();
    void everyPartOfTheKeyCounts();
    void aDamagedStemIsAMiss();
    void separatingOnceIsEnough();
    void withoutACacheStemsAreRoundedJustTheSame();
    void aCacheThatCannotBeWrittenIsAWarning();
    void cancellingStoresNothing();

private:
    fs::path root() const { return fs::path(m_folder->path().toStdString()) / "stems"; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStemCache::roundingIsBelowTheNoiseOf24Bits()
{
    const StemSet stems = twoStems();
    const StemSet rounded = roundForStorage(stems);
    QVERIFY(maxAbsDifference(rounded.stems[0].channels[0], stems.stems[0].channels[0]) <= 0x1p-24);
    QVERIFY(areSame(roundForStorage(rounded), rounded));
}

void TestStemCache::roundedStemsComeBackBitByBit()
{
    StemSet stems = roundForStorage(twoStems());
    stems.stems[0].channels[0][0] = -0.0f;  // not what rounding leaves
    stems = roundForStorage(stems);
    const StemCache cache(root());
    QVERIFY(!cache.find(key));
    cache.store(key, stems);
    const auto found = cache.find(key);
    QVERIFY(found && areSame(*found, stems));

    stems.residual = {};
    cache.store(key, stems);
    QVERIFY(areSame(*cache.find(key), stems));
}

void TestStemCache::stemsBeyondFullScaleComeBackAsTheyWere()
{
    StemSet stems = twoStems();
    stems.stems[0].channels[1][5] = 1.0f;
    stems.stems[1].channels[1][5] = -1.5f;
    stems.stems[1].channels[0][0] = NAN;
    const StemSet rounded = roundForStorage(stems);
    QVERIFY(areSame(rounded.stems[0], stems.stems[0]));
    QCOMPARE(rounded.stems[1].channels[0][0], 0.0f);
    const StemCache cache(root());
    cache.store(key, rounded);
    QVERIFY(areSame(*cache.find(key), rounded));
}

void TestStemCache::silenceAndHighRatesComeBack()
{
    StemSet stems;
    stems.names = {"silent", "short"};
    stems.stems = {silence(0.2, 768000, 2), {768000, {{0.5f}, {0.25f}}}};
    stems = roundForStorage(stems);
    const StemCache cache(root());
    cache.store(key, stems);
    QVERIFY(areSame(*cache.find(key), stems));
}

void TestStemCache::everyPartOfTheKeyCounts()
{
    const StemCache cache(root());
    cache.store(key, roundForStorage(twoStems()));
    StemKey other = key;
    other.audioSha256 = "other";
    QVERIFY(!cache.find(other));
    other = key;
    other.separatorId = "other";
    QVERIFY(!cache.find(other));
    other = key;
    other.options.instrumental = true;
    QVERIFY(!cache.find(other));
    other = key;
    other.options.highBand = HighBand::Drop;
    QVERIFY(!cache.find(other));
    other = key;
    other.range.start = 1.0;
    QVERIFY(!cache.find(other));
    other = key;
    other.range.length = 40.0;
    QVERIFY(!cache.find(other));
    other = key;
    other.variant = "parity";
    QVERIFY(!cache.find(other));
    QVERIFY(cache.find(key));
}

void TestStemCache::aDamagedStemIsAMiss()
{
    const StemCache cache(root());
    cache.store(key, roundForStorage(twoStems()));
    for (const auto& item : fs::recursive_directory_iterator(root()))
        if (item.path().filename() == "stem1.flac")
            fs::resize_file(item.path(), fs::file_size(item.path()) / 2);
    QVERIFY(!cache.find(key));
    QCOMPARE(cache.size(), 0u);
}

void TestStemCache::separatingOnceIsEnough()
{
    const StemCache cache(root());
    int separations = 0;
    const auto separate = [&](const Progress&) {
        ++separations;
        return twoStems();
    };
    const CachedStems first = separateOnce(&cache, key, separate);
    const CachedStems second = separateOnce(&cache, key, separate);
    QCOMPARE(separations, 1);
    QVERIFY(!first.areFromCache && second.areFromCache);
    QVERIFY(areSame(first.stems, second.stems));
    QVERIFY(first.warnings.empty() && second.warnings.empty());
}

void TestStemCache::withoutACacheStemsAreRoundedJustTheSame()
{
    const StemCache cache(root());
    const auto separate = [](const Progress&) { return twoStems(); };
    QVERIFY(areSame(separateOnce(nullptr, key, separate).stems,
                    separateOnce(&cache, key, separate).stems));
}

void TestStemCache::aCacheThatCannotBeWrittenIsAWarning()
{
    writeFileAtomically(root(), "a file where the folder should be");
    const StemCache cache(root());
    const CachedStems result =
        separateOnce(&cache, key, [](const Progress&) { return twoStems(); });
    QCOMPARE(result.stems.count(), 2);
    QCOMPARE(result.warnings.size(), 1u);
    QVERIFY(result.warnings[0].starts_with("The stems were not kept for the next time: "));
}

void TestStemCache::cancellingStoresNothing()
{
    const StemCache cache(root());
    const Progress progress([](double done, const std::string&) { return done < 0.96; });
    QVERIFY_EXCEPTION_THROWN(separateOnce(
                                 &cache, key, [](const Progress&) { return twoStems(); }, progress),
                             Cancelled);
    QVERIFY(!cache.find(key));
    QCOMPARE(cache.size(), 0u);
}

QTEST_APPLESS_MAIN(TestStemCache)
#include "tst_stem_cache.moc"
