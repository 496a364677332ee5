#include "core/data/dataset.h"

#include <QTemporaryDir>
#include <fstream>

#include "core/data/labels.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

class TestDataset : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void midlevelIsReadByPosition();
    void midlevelTracksMustBeInBothFiles();
    void deamHasValenceBeforeArousal();
    void deamCanBeCorrected();
    void deamReadsEitherNameOfTheSecondFile();
    void deamArtistsComeFromTheYearlyFiles();
    void pmemoJoinsMetadataAndAnnotations();
    void repeatedAndImpossibleTracksAreRefused();
    void labelsScaleByObservedOrNominalRange();
    void missingDataSetIsNamed();

private:
    void write(const fs::path& file, const std::string& text) const;
    fs::path folder() const { return m_folder->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const fs::path deamLevel =
    "deam/DEAM_Annotations/annotations/annotations averaged per song/song_level";
const std::string deamFirst =
    "song_id, valence_mean, valence_std, arousal_mean, arousal_std\n"
    "2,3.1,0.94,3,0.63\n3,3.5,1.75,3.3,1.62\n1004,5.7,1.42,5.5,1.63\n";
const std::string deamSecond =
    "song_id, valence_mean, valence_std, valence_ max_mean, valence_max_std, valence_min_mean, "
    "valence_min_std, arousal_mean, arousal_std, arousal_max_mean, arousal_max_std, "
    "arousal_min_mean, arousal_min_std\n"
    "2001,3.2,0.98,5.0,1.41,2.2,0.98,6.6,0.8,8.6,0.49,3.4,1.02\n";

}  // namespace

void TestDataset::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestDataset::write(const fs::path& file, const std::string& text) const
{
    fs::create_directories((folder() / file).parent_path());
    std::ofstream(folder() / file, std::ios::binary) << text;
}

void TestDataset::midlevelIsReadByPosition()
{
    write("MidlevelFeatures/metadata_annotations/annotations.csv",
          "song id,melody,articulation,rhythm complexity,rhythm stability,dissonance,atonality,"
          "mode of it\n7,1,2,3,4,5,6,7\n9,2,3,4,5,6,7,8.5\n");
    write("MidlevelFeatures/metadata_annotations/metadata.csv",
          "song id;Source;ID at file source;song title;Artist;album name\n"
          "7;soundtracks;001;A, b;Ann;X\n9;jamendo;77;C;Bob;Y\n");
    for (const fs::path& given : {folder(), folder() / "MidlevelFeatures"}) {
        const Dataset dataset = readMidlevel(given);
        QCOMPARE(dataset.outputs, canonicalFeatures());
        QCOMPARE(dataset.tracks.size(), std::size_t(2));
        const Track& track = dataset.tracks[1];
        QCOMPARE(track.id, 9);
        QCOMPARE(track.labels, (std::vector<double>{2, 3, 4, 5, 6, 7, 8.5}));
        QCOMPARE(track.artist, std::string("Bob"));
        QCOMPARE(track.source, std::string("jamendo"));
        QCOMPARE(dataset.tracks[0].title, std::string("A, b"));
        QCOMPARE(track.audio.filename().string(), std::string("9.mp3"));
        // Tonal stability under its public alias is no surprise; the last name is.
        QCOMPARE(dataset.warnings.size(), std::size_t(3));
        QVERIFY(dataset.warnings.back().find("minorness") != std::string::npos);
    }
}

void TestDataset::midlevelTracksMustBeInBothFiles()
{
    write("metadata_annotations/annotations.csv",
          "song_id,melody,articulation,rhythm_complexity,rhythm_stability,dissonance,"
          "tonal_stability,minorness\n7,1,2,3,4,5,6,7\n");
    write("metadata_annotations/metadata.csv", "song id;Artist\n8;Ann\n");
    QVERIFY(errorOf([&] { readMidlevel(folder()); }).find("Track 7") != std::string::npos);
    write("metadata_annotations/metadata.csv", "song id;Artist\n7;Ann\n8;Ann\n");
    QVERIFY(!errorOf([&] { readMidlevel(folder()); }).empty());
    write("metadata_annotations/metadata.csv", "song id;Artist\n7;Ann\n");
    QVERIFY(readMidlevel(folder()).warnings.empty());
}

void TestDataset::deamHasValenceBeforeArousal()
{
    write(deamLevel / "static_annotations_averaged_songs_1_2000.csv", deamFirst);
    const Dataset dataset = readDeam(folder());
    QCOMPARE(dataset.outputs, canonicalEmotions());
    QCOMPARE(dataset.tracks.size(), std::size_t(3));
    QCOMPARE(dataset.tracks[0].labels, (std::vector<double>{3.0, 3.1}));  // arousal, valence
    QCOMPARE(dataset.tracks[2].labels, (std::vector<double>{5.5, 5.7}));
    QCOMPARE(dataset.warnings.size(), std::size_t(2));  // no artists, no second file
}

void TestDataset::deamCanBeCorrected()
{
    write(deamLevel / "static_annotations_averaged_songs_1_2000.csv", deamFirst);
    const Dataset dataset = readDeam(folder(), {.corrected = true});
    QCOMPARE(dataset.tracks[0].labels, (std::vector<double>{3.1, 3.0}));
    QCOMPARE(dataset.tracks[2].labels, (std::vector<double>{5.5, 5.7}));
}

void TestDataset::deamReadsEitherNameOfTheSecondFile()
{
    write(deamLevel / "static_annotations_averaged_songs_1_2000.csv", deamFirst);
    for (const std::string name : {"static_annotations_averaged_songs_2000_2058.csv",
                                   "static_annotations_averaged_songs_2001_2058.csv"}) {
        write(deamLevel / name, deamSecond);
        const Dataset dataset = readDeam(folder());
        QCOMPARE(dataset.tracks.size(), std::size_t(4));
        QCOMPARE(dataset.tracks[3].id, 2001);
        QCOMPARE(dataset.tracks[3].labels, (std::vector<double>{6.6, 3.2}));
        QCOMPARE(readDeam(folder(), {.fullSongs = false}).tracks.size(), std::size_t(3));
        fs::remove(folder() / deamLevel / name);
    }
}

void TestDataset::deamArtistsComeFromTheYearlyFiles()
{
    write(deamLevel / "static_annotations_averaged_songs_1_2000.csv", deamFirst);
    write("deam/metadata/metadata_2013.csv",
          "song_id,file_name,Artist,Song title,Genre\n2,2.mp3,\tAnn ,\"One, two\",Pop\n");
    write("deam/metadata/metadata_2014.csv", "Id;Artist;Track;Album\n1004;Bob;Three;Four\n");
    write("deam/metadata/metadata_2015.csv", "nothing,known\n1,2\n");
    const Dataset dataset = readDeam(folder());
    QCOMPARE(dataset.tracks[0].artist, std::string("Ann"));
    QCOMPARE(dataset.tracks[0].title, std::string("One, two"));
    QCOMPARE(dataset.tracks[1].artist, std::string());
    QCOMPARE(dataset.tracks[2].artist, std::string("Bob"));
    QCOMPARE(dataset.tracks[2].album, std::string("Four"));
    QCOMPARE(dataset.warnings.size(), std::size_t(2));  // the 2015 file, no second annotations
}

void TestDataset::pmemoJoinsMetadataAndAnnotations()
{
    write("pmemo/metadata.csv",
          "musicId,fileName,title,artist,album,duration,chorus_start_time,chorus_end_time\r\n"
          "1,1.mp3,\"Good, Bad\",Ann,X,03:20,00:10,00:30\r\n4,4.mp3,T,Bob,Y,03:20,00:10,00:30\r\n"
          "5,5.mp3,U,Cid,Z,03:20,00:10,00:30\r\n");
    write("pmemo/annotations/static_annotations.csv",
          "musicId,Arousal(mean),Valence(mean)\n1,0.4,0.575\n5,0.25,0.1\n77,0.95,0.9\n");
    const Dataset dataset = readPmemo(folder());
    QCOMPARE(dataset.tracks.size(), std::size_t(2));
    QCOMPARE(dataset.catalogue.size(), std::size_t(3));
    QCOMPARE(dataset.tracks[0].title, std::string("Good, Bad"));
    QCOMPARE(dataset.tracks[0].labels, (std::vector<double>{0.4, 0.575}));
    QCOMPARE(dataset.warnings.size(), std::size_t(1));
    QVERIFY(dataset.warnings[0].find("2 tracks are used; 1 have no annotation and 1 annotations") !=
            std::string::npos);
    // The range is over all rows of the annotation file, also those that drop out.
    QCOMPARE(dataset.observedRanges.at("arousal").maximum, 0.95);
}

void TestDataset::repeatedAndImpossibleTracksAreRefused()
{
    write("metadata.csv", "musicId,artist\n1,Ann\n1,Bob\n");
    write("annotations/static_annotations.csv", "musicId,Arousal(mean),Valence(mean)\n1,.4,.5\n");
    QVERIFY(errorOf([&] { readPmemo(folder()); }).find("repeats") != std::string::npos);
    write("metadata.csv", "musicId,artist\n1,Ann\n2,Bob\n");
    write("annotations/static_annotations.csv", "musicId,Arousal(mean),Valence(mean)\n1,.4,\n");
    QVERIFY(errorOf([&] { readPmemo(folder()); }).find("Line 2") != std::string::npos);
}

void TestDataset::labelsScaleByObservedOrNominalRange()
{
    write(deamLevel / "static_annotations_averaged_songs_1_2000.csv", deamFirst);
    const Dataset dataset = readDeam(folder());
    const auto observed = labelRanges(dataset, LabelScale::Observed);
    QCOMPARE(observed.at("arousal").minimum, 3.0);
    QCOMPARE(observed.at("arousal").maximum, 5.5);
    QCOMPARE(scaledLabels(dataset, dataset.tracks[0], observed)[0], -1.0);
    QCOMPARE(scaledLabels(dataset, dataset.tracks[2], observed)[1], 1.0);
    const auto nominal = labelRanges(dataset, LabelScale::Nominal);
    QCOMPARE(scaledLabels(dataset, dataset.tracks[0], nominal)[0], -0.5);
    QVERIFY(std::abs(unscaleLabel(scaleLabel(3.3, observed.at("valence")), observed.at("valence")) -
                     3.3) < 1e-12);
    QCOMPARE(labelScaleFromName(labelScaleName(LabelScale::Nominal)), LabelScale::Nominal);
    QVERIFY(!errorOf([] { labelScaleFromName("both"); }).empty());

    write(deamLevel / "static_annotations_averaged_songs_1_2000.csv",
          "song_id,valence_mean,arousal_mean\n2,3,3\n3,3,4\n");
    QVERIFY(errorOf([&] {
                labelRanges(readDeam(folder()), LabelScale::Observed);
            }).find("valence") != std::string::npos);
}

void TestDataset::missingDataSetIsNamed()
{
    QVERIFY(errorOf([&] { readDeam(folder()); }).find("DEAM") != std::string::npos);
    QVERIFY(errorOf([&] { readPmemo(folder()); }).find("metadata.csv") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestDataset)
#include "tst_dataset.moc"
