#include <QAbstractButton>
#include <QAction>
#include <QMessageBox>
#include <QTest>
#include <random>

#include "core/audio/decode.h"
#include "tests/support.h"
#include "tests/window_steps.h"
#include "ui/track_page.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr int kActions = 200;

}  // namespace

/// What users do in no order at all; the window must neither fall nor hang.
class TestRandomActions : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;
    QTemporaryDir m_folder;
    std::mt19937 m_random{7};

    int draw(int count) { return int(m_random() % unsigned(count)); }

    std::filesystem::path path(const QString& name) const
    {
        return m_folder.filePath(name).toStdString();
    }

    /// Opening asks whether to save what was changed.
    static void discardChanges(const MainWindow& window)
    {
        for (auto* const question : window.findChildren<QMessageBox*>("unsavedChanges"))
            QTest::mouseClick(question->button(QMessageBox::Discard), Qt::LeftButton);
    }

    void doSomething(MainWindow& window)
    {
        TrackPage& page = window.trackPage();
        const std::filesystem::path files[] = {path("noise.wav"), path("sine.wav"),
                                               path("silence.wav"), path("missing.wav"), example()};
        switch (draw(12)) {
            case 0:
                return window.open(files[draw(5)]);
            case 1:
                return page.seek(draw(30));
            case 2:
                return page.playStem(draw(6));
            case 3:
                return page.returnToMix();
            case 4:
                return window.document().cancel(Document::Stage(draw(Document::kStages)));
            case 5:
                return window.document().resume(Document::Stage(draw(Document::kStages)));
            case 6:
                return window.document().moveWindow(draw(30));
            case 7:
                return page.selectFeature(draw(9));
            case 8:
                return page.zoom(draw(2) ? 0.5 : 2.0);
            case 9:
                return page.resetControls();
            case 10:
                return page.togglePlaying();
            default:
                return QTest::keyClick(&window, Qt::Key(Qt::Key_1 + draw(7)),
                                       draw(2) ? Qt::AltModifier : Qt::NoModifier);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        useSettingsIn(m_home);
        writeAudio(path("noise.wav"), noise(12.0, 22050, 2));
        writeAudio(path("sine.wav"), sine(440.0, 15.0, 44100));
        writeAudio(path("silence.wav"), silence(3.0));
    }

    void inAnyOrderTheWindowLivesOn()
    {
        const auto window = makeWindow();
        for (int i = 0; i < kActions; ++i) {
            doSomething(*window);
            discardChanges(*window);
            if (draw(3) == 0)
                QTest::qWait(draw(80));
        }
        window->open(path("sine.wav"));
        discardChanges(*window);
        QTRY_COMPARE_WITH_TIMEOUT(window->document().path(), path("sine.wav"), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(window->document().hasSources(), kPatience);
        QCOMPARE(window->document().duration(), 15.0);
    }
};

QTEST_MAIN(TestRandomActions)
#include "tst_random_actions.moc"
