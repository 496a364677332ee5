#include "core/synthetic/clip_set.h"

#include <QTemporaryDir>
#include <fstream>

#include "core/error.h"
#include "core/synthetic/sound_font.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

class TestClipSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void labelsAreTrueOfWhatSounds();
    void whatIsThereIsNotMadeAgain();
    void aSetCanBeginLater();
    void otherSettingsAreRefused();
    void damagedTablesAreRefused();

private:
    ClipSetOptions options(const QString& name) const;

    QTemporaryDir m_folder;
    std::vector<LabelledClip> m_clips;
};

ClipSetOptions TestClipSet::options(const QString& name) const
{
    ClipSetOptions result{
        .folder = m_folder.filePath(name).toStdString(), .clips = 2, .seed = 3, .withParts = true};
    result.clip.duration = 3.0;
    result.clip.soundFonts = {heldOutSoundFont()};  // the smallest
    return result;
}

void TestClipSet::initTestCase()
{
    if (heldOutSoundFont().empty())
        QSKIP("The small sound font (timgm6mb-soundfont) is not installed");
    m_clips = synthesizeClipSet(options("a"));
}

void TestClipSet::labelsAreTrueOfWhatSounds()
{
    QCOMPARE(m_clips.size(), std::size_t(4));  // a mix and a part of each clip
    for (const LabelledClip& clip : m_clips) {
        QCOMPARE(clip.features.size(), std::size_t(featureCount));
        QCOMPARE(clip.emotions.size(), std::size_t(2));
        QCOMPARE(clip.isPart, &clip == &m_clips[1] || &clip == &m_clips[3]);
        for (const float label : clip.features)
            QVERIFY(label >= -1.0f && label <= 1.0f);
    }
    const ClipSetOptions set = options("a");
    // The peak of a mix is 1, which a part of it reaches only by chance.
    const LogSpectrogram mix = unpack(m_clips[0].spectrogram());
    QCOMPARE(mix.frames, frameCount(3 * 22050, set.spectrogram));
    QVERIFY(*std::ranges::max_element(mix.values) > 0.3f);
}

void TestClipSet::whatIsThereIsNotMadeAgain()
{
    ClipSetOptions more = options("a");
    const fs::path first = more.folder / "000000-mix.spectrogram";
    const auto written = fs::last_write_time(first);
    more.clips = 3;
    const std::vector<LabelledClip> clips = synthesizeClipSet(more);
    QCOMPARE(clips.size(), std::size_t(6));
    QVERIFY(fs::last_write_time(first) == written);
    QCOMPARE(clips[1].features, m_clips[1].features);

    // All at once gives the same clips.
    ClipSetOptions fresh = options("b");
    fresh.clips = 3;
    const std::vector<LabelledClip> again = synthesizeClipSet(fresh);
    for (std::size_t i = 0; i < clips.size(); ++i) {
        QCOMPARE(again[i].emotions, clips[i].emotions);
        QVERIFY(again[i].spectrogram().values == clips[i].spectrogram().values);
    }
}

void TestClipSet::aSetCanBeginLater()
{
    ClipSetOptions later = options("later");
    later.skip = 1;
    later.clips = 1;
    const std::vector<LabelledClip> clips = synthesizeClipSet(later);
    QCOMPARE(clips.size(), std::size_t(2));
    for (std::size_t i = 0; i < clips.size(); ++i) {
        QCOMPARE(clips[i].features, m_clips[2 + i].features);
        QVERIFY(clips[i].spectrogram().values == m_clips[2 + i].spectrogram().values);
    }
    later.skip = 0;
    QVERIFY(errorOf([&] { synthesizeClipSet(later); }).find("other settings") != std::string::npos);
}

void TestClipSet::otherSettingsAreRefused()
{
    ClipSetOptions other = options("a");
    other.seed = 4;
    QVERIFY(!errorOf([&] { synthesizeClipSet(other); }).empty());
    ClipSetOptions finer = options("a");
    finer.spectrogram.bandsPerOctave = 48;
    QVERIFY(errorOf([&] { synthesizeClipSet(finer); }).find("other settings") != std::string::npos);
    ClipSetOptions rules = options("a");
    rules.clip.rules = LabelRules::Parameters;
    QVERIFY(!errorOf([&] { synthesizeClipSet(rules); }).empty());
    if (!trainingSoundFonts().empty()) {
        ClipSetOptions fonts = options("a");
        fonts.clip.soundFonts = {};
        QVERIFY(!errorOf([&] { synthesizeClipSet(fonts); }).empty());
    }
}

void TestClipSet::damagedTablesAreRefused()
{
    const ClipSetOptions set = options("a");
    std::ofstream(set.folder / "clips.csv") << "file,coalition\n../x,1\n";
    QVERIFY(!errorOf([&] { synthesizeClipSet(set); }).empty());
}

QTEST_APPLESS_MAIN(TestClipSet)
#include "tst_clip_set.moc"
