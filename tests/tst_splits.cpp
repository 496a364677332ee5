#include "core/data/splits.h"

#include <QTemporaryDir>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "core/data/csv.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

class TestSplits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void choiceEqualsNumpysLegacyGenerator();
    void testTracksAreNumpysChoiceOfSortedSingleArtists();
    void theShareIsOfTheCatalogueBeforeTheJoin();
    void setsShareNoArtist_data();
    void setsShareNoArtist();
    void heldOutValidationLeavesTheTrainingAlone();
    void strictModeKeepsCollaborationsTogether();
    void tooFewSingleArtistsAreRefused();
    void unknownArtistsAreSaid();
    void splitFilesRoundTrip();
    void publishedSplitFileIsRead();
};

namespace {

/// Every third artist has two tracks, the others one; every fifth track has no annotation.
Dataset makeDataset(int artists)
{
    Dataset dataset{.name = "test", .outputs = {"arousal"}};
    int id = 0;
    for (int i = 0; i < artists; ++i) {
        for (int j = 0; j < (i % 3 == 0 ? 2 : 1); ++j) {
            const std::string artist = "Artist " + std::to_string(i * 37 % 100);
            dataset.catalogue.push_back({++id, artist});
            if (id % 5 != 0)
                dataset.tracks.push_back({.id = id, .artist = artist, .labels = {0.0}});
        }
    }
    return dataset;
}

}  // namespace

void TestSplits::choiceEqualsNumpysLegacyGenerator()
{
    // numpy 1.24: RandomState(seed).choice(size, count, replace=False)
    QCOMPARE(legacyChoice(20, 8, 42), (std::vector<int>{0, 17, 15, 1, 8, 5, 11, 3}));
    QCOMPARE(legacyChoice(1, 1, 0), (std::vector<int>{0}));
    QCOMPARE(legacyChoice(1000, 6, 7), (std::vector<int>{778, 334, 271, 802, 216, 408}));
    QCOMPARE(legacyChoice(65, 5, 2021), (std::vector<int>{23, 63, 42, 34, 62}));
    QCOMPARE(legacyChoice(300, 4, 4294967295u), (std::vector<int>{110, 21, 54, 6}));
    QVERIFY(legacyChoice(5, 0, 1).empty());
    QVERIFY(!errorOf([] { legacyChoice(5, 6, 1); }).empty());
}

void TestSplits::testTracksAreNumpysChoiceOfSortedSingleArtists()
{
    Dataset dataset{.name = "test", .outputs = {"arousal"}};
    int id = 0;
    for (const std::string artist :
         {"Zoé", "abba", "Beck", "Älv", "Cher", "ABBA", "x", "Nina", " M", "Two", "Two"})
        dataset.catalogue.push_back({++id, artist});
    for (const CatalogueEntry& entry : dataset.catalogue)
        dataset.tracks.push_back({.id = entry.id, .artist = entry.artist});
    // numpy: RandomState(3).choice(sorted(names), 4) is abba, Beck, x, Nina
    const Split split = artistExclusiveSplit(dataset, {.testCount = 4, .seed = 3});
    QCOMPARE(split.test, (std::vector<int>{2, 3, 7, 8}));
}

void TestSplits::theShareIsOfTheCatalogueBeforeTheJoin()
{
    Dataset dataset{.name = "PMEmo", .outputs = {"arousal"}};
    for (int id = 1; id <= 794; ++id) {
        dataset.catalogue.push_back({id, "Artist " + std::to_string(id)});
        if (id <= 767)
            dataset.tracks.push_back({.id = id});
    }
    const Split split = artistExclusiveSplit(dataset, {.validationShare = 0.0});
    const auto unannotated = 158 - split.test.size();  // floor(0.2 · 794) = 158 were drawn
    QVERIFY(unannotated <= 27);
    QCOMPARE(split.train.size() + split.test.size(), std::size_t(767));
    QVERIFY(std::ranges::is_sorted(split.test));
    QVERIFY(split.warning.empty());
}

void TestSplits::setsShareNoArtist_data()
{
    QTest::addColumn<bool>("strict");
    QTest::newRow("artist strings") << false;
    QTest::newRow("artist tokens") << true;
}

void TestSplits::setsShareNoArtist()
{
    QFETCH(const bool, strict);
    const Dataset dataset = makeDataset(90);
    const Split split = artistExclusiveSplit(dataset, {.strictArtists = strict, .seed = 1});
    std::map<int, std::string> artistOf;
    for (const CatalogueEntry& entry : dataset.catalogue)
        artistOf[entry.id] = entry.artist;
    std::map<std::string, std::set<int>> setsOf;
    for (const int id : split.train)
        setsOf[artistOf[id]].insert(0);
    for (const int id : split.validation)
        setsOf[artistOf[id]].insert(1);
    for (const int id : split.test)
        setsOf[artistOf[id]].insert(2);
    for (const auto& [artist, sets] : setsOf)
        QVERIFY2(sets.size() == 1, artist.c_str());
    QCOMPARE(split.train.size() + split.validation.size() + split.test.size(),
             dataset.tracks.size());
    const double share =
        double(split.validation.size()) / double(split.train.size() + split.validation.size());
    QVERIFY(share > 0.17 && share <= 0.2);
    const Split again = artistExclusiveSplit(dataset, {.strictArtists = strict, .seed = 1});
    QCOMPARE(again.validation, split.validation);
    QVERIFY(artistExclusiveSplit(dataset, {.strictArtists = strict, .seed = 2}).test != split.test);
}

void TestSplits::heldOutValidationLeavesTheTrainingAlone()
{
    const Dataset dataset = makeDataset(90);
    const Split none = artistExclusiveSplit(dataset, {.validationShare = 0.0});
    const Split held = artistExclusiveSplit(dataset, {.validation = ValidationSource::HeldOut});
    QCOMPARE(held.train, none.train);
    QCOMPARE(held.validation.size(), std::size_t(double(none.test.size()) * 0.2));
    QCOMPARE(held.test.size() + held.validation.size(), none.test.size());
}

void TestSplits::strictModeKeepsCollaborationsTogether()
{
    QCOMPARE(artistTokens("Ann feat. Bob & Cid, Dee X Eve (ft. Fay)"),
             (std::vector<std::string>{"ann", "bob", "cid", "dee", "eve", "fay"}));
    QCOMPARE(artistTokens("Max Box"), (std::vector<std::string>{"max box"}));
    QVERIFY(artistTokens(" & ").empty());

    Dataset dataset{.name = "test", .outputs = {"arousal"}};
    int id = 0;
    for (const std::string artist : {"Ann", "Ann feat. Bob", "Bob & Cid", "Dee", "Eve"})
        dataset.catalogue.push_back({++id, artist});
    for (const CatalogueEntry& entry : dataset.catalogue)
        dataset.tracks.push_back({.id = entry.id, .artist = entry.artist});
    const SplitOptions strict{.testCount = 2, .validationShare = 0.0, .strictArtists = true};
    QCOMPARE(artistExclusiveSplit(dataset, strict).test, (std::vector<int>{4, 5}));
    SplitOptions three = strict;
    three.testCount = 3;
    QVERIFY(!errorOf([&] { artistExclusiveSplit(dataset, three); }).empty());
    three.strictArtists = false;
    QCOMPARE(artistExclusiveSplit(dataset, three).test.size(), std::size_t(3));
}

void TestSplits::tooFewSingleArtistsAreRefused()
{
    const std::string error =
        errorOf([] { artistExclusiveSplit(makeDataset(9), {.testCount = 7}); });
    QVERIFY2(error.find("6 artists with a single track") != std::string::npos, error.c_str());
}

void TestSplits::unknownArtistsAreSaid()
{
    Dataset dataset{.name = "DEAM", .outputs = {"arousal"}};
    for (int id = 1; id <= 20; ++id) {
        dataset.catalogue.push_back({id, ""});
        dataset.tracks.push_back({.id = id});
    }
    const Split split = artistExclusiveSplit(dataset);
    QCOMPARE(split.test.size(), std::size_t(4));
    QVERIFY(split.warning.find("DEAM") != std::string::npos);
}

void TestSplits::splitFilesRoundTrip()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("ids.npy").toStdString();
    const std::vector<int> ids = {1, 5, 996, 16777215};
    writeSplitIds(file, ids);
    QCOMPARE(std::filesystem::file_size(file), std::uintmax_t(128 + 8 * 4));
    QCOMPARE(readSplitIds(file), ids);
    writeSplitIds(file, {});
    QVERIFY(readSplitIds(file).empty());
    std::ofstream(file) << "no array";
    QVERIFY(!errorOf([&] { readSplitIds(file); }).empty());
}

void TestSplits::publishedSplitFileIsRead()
{
    if (!hasShared("reference/authors"))
        return;
    const std::filesystem::path file = sharedPath("reference/authors/test_ids_seed=42.npy");
    const std::vector<int> ids = readSplitIds(file);
    const CsvTable tags = readCsv(sharedPath("reference/authors/pmemo_genre_tags_musicnn.csv"));
    QCOMPARE(tags.rows.size(), std::size_t(794));
    QCOMPARE(ids.size(), std::size_t(std::floor(0.2 * double(tags.rows.size()))));
    QVERIFY(std::ranges::is_sorted(ids));
    QCOMPARE(ids.front(), 1);
    QCOMPARE(ids.back(), 996);
    std::map<std::string, std::string> genreOf;
    for (const auto& row : tags.rows)
        genreOf[row[0]] = row[1];
    const auto isHiphop = [&](int id) {
        return genreOf.at(std::to_string(id) + ".mp3") == "hiphop";
    };
    QCOMPARE(std::ranges::count_if(ids, isHiphop), 35);

    // What we write for these ids is the published file, byte for byte.
    const QTemporaryDir folder;
    const std::filesystem::path copy = folder.filePath("copy.npy").toStdString();
    writeSplitIds(copy, ids);
    const auto bytes = [](const std::filesystem::path& path) {
        std::ifstream stream(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(stream), {});
    };
    QVERIFY(bytes(copy) == bytes(file));

    // The split that uses it keeps exactly these tracks for the test.
    Dataset dataset{.name = "PMEmo", .outputs = {"arousal"}};
    for (const auto& row : tags.rows) {
        const int id = std::stoi(row[0]);
        dataset.catalogue.push_back({id, "Artist " + row[0]});
        dataset.tracks.push_back({.id = id});
    }
    QCOMPARE(splitWithTest(dataset, ids).test, ids);
}

QTEST_APPLESS_MAIN(TestSplits)
#include "tst_splits.moc"
