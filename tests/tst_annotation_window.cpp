#include <QAction>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

#include "core/audio/decode.h"
#include "core/tensors/file_io.h"
#include "tests/support.h"
#include "tests/window_steps.h"
#include "ui/annotation_editor.h"
#include "ui/appearance.h"
#include "ui/message_bar.h"
#include "ui/track_page.h"
#include "ui/views/annotation_lane.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr double kDuration = 20.0;  // s

}  // namespace

class TestAnnotationWindow : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    AnnotationEditor& editor() { return m_window->trackPage().annotations(); }
    AnnotationLane& lane() { return find<AnnotationLane>(*m_window, "annotations"); }
    const std::vector<Annotation>& labels() { return editor().annotations(); }

    /// What is typed into the label that is being renamed.
    void type(const QString& text)
    {
        auto& edit = find<QLineEdit>(*m_window, "labelText");
        QVERIFY(edit.isVisible());
        QTest::keyClicks(&edit, text);
        QTest::keyClick(&edit, Qt::Key_Return);
        QVERIFY(!edit.isVisible());
    }

    QPoint at(double seconds)
    {
        return {int(std::lround(lane().xOfTime(seconds))), lane().height() / 2};
    }

    void drag(const QPoint& from, const QPoint& to)
    {
        QTest::mousePress(&lane(), Qt::LeftButton, {}, from);
        QTest::mouseMove(&lane(), (from + to) / 2);
        QTest::mouseMove(&lane(), to);
        QTest::mouseRelease(&lane(), Qt::LeftButton, {}, to);
    }

    void trigger(const char* action)
    {
        auto* const found = m_window->findChild<QAction*>(QLatin1String(action));
        QVERIFY(found && found->isEnabled());
        found->trigger();
    }

    bool isNear(double seconds, double expected)
    {
        return std::abs(seconds - expected) < 2.0 * kDuration / lane().width();
    }

    QString file(const QString& name) const { return m_folder.filePath(name); }

    void write(const QString& name, const std::string& bytes)
    {
        writeFileAtomically(file(name).toStdString(), bytes);
    }

private Q_SLOTS:
    void initTestCase()
    {
        useSettingsIn(m_home);
        writeAudio(file("tone.wav").toStdString(), sine(440.0, kDuration, 22050, 2));
        writeAudio(file("noise.wav").toStdString(), noise(5.0, 22050, 2));
    }

    void init()
    {
        m_window = std::make_unique<MainWindow>(example());
        m_window->show();
        m_window->open(file("tone.wav").toStdString());
        QTRY_COMPARE_WITH_TIMEOUT(m_window->document().duration(), kDuration, kPatience);
    }

    void cleanup() { m_window.reset(); }

    void aLabelIsMadeWhereTheCursorIsOrOfTheSelection()
    {
        QVERIFY(!lane().isVisible());
        m_window->trackPage().seek(3.0);
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QVERIFY(lane().isVisible());
        type("a l1ne");  // none of these keys reaches the window
        QCOMPARE(labels(), (std::vector<Annotation>{{3.0, 3.0, "a l1ne"}}));
        QVERIFY(!m_window->listening().isPlaying() && !m_window->listening().isLooping());

        auto& waveform = find<TimeView>(*m_window, "waveform");
        const auto x = [&](double seconds) { return QPoint(int(waveform.xOfTime(seconds)), 30); };
        QTest::mousePress(&waveform, Qt::LeftButton, {}, x(5.0));
        QTest::mouseMove(&waveform, x(8.0));
        QTest::mouseRelease(&waveform, Qt::LeftButton, {}, x(8.0));
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        type("verse");
        QCOMPARE(labels().size(), std::size_t(2));
        QCOMPARE(labels()[1].label, std::string("verse"));
        QVERIFY(isNear(labels()[1].start, 5.0) && isNear(labels()[1].end, 8.0));
    }

    void labelsAreMadeMovedStretchedAndRenamedByMouse()
    {
        editor().setAnnotations({{2.0, 6.0, "verse"}});
        QTest::mouseDClick(&lane(), Qt::LeftButton, {}, at(10.0));
        type("bridge");
        QCOMPARE(labels().size(), std::size_t(2));
        QVERIFY(isNear(labels()[1].start, 10.0));

        drag(at(4.0), at(7.0));
        QVERIFY(isNear(labels()[0].start, 5.0) && isNear(labels()[0].end, 9.0));
        drag(at(labels()[0].end), at(12.0));
        QVERIFY(isNear(labels()[0].start, 5.0) && isNear(labels()[0].end, 12.0));
        drag(at(labels()[0].start), at(1.0));
        QVERIFY(isNear(labels()[0].start, 1.0) && isNear(labels()[0].end, 12.0));
        QCOMPARE(m_window->trackPage().history().count(), 5);  // with the text of the bridge

        QTest::mouseClick(&lane(), Qt::LeftButton, {}, {at(3.0).x(), 8});
        QVERIFY(isNear(m_window->trackPage().selection()->end, 12.0));
        QTest::mouseDClick(&lane(), Qt::LeftButton, {}, {at(3.0).x(), 8});
        type("chorus");
        QCOMPARE(labels()[0].label, std::string("chorus"));
        QTest::mouseDClick(&lane(), Qt::LeftButton, {}, {at(3.0).x(), 8});
        auto& edit = find<QLineEdit>(*m_window, "labelText");
        QTest::keyClicks(&edit, "no");
        QTest::keyClick(&edit, Qt::Key_Escape);
        QVERIFY(!edit.isVisible());
        QCOMPARE(labels()[0].label, std::string("chorus"));
    }

    void everythingIsDoneByKeysAndUndone()
    {
        editor().setAnnotations({{2.0, 6.0, "verse"}, {8.0, 8.0, "hit"}});
        const std::vector<Annotation> first = labels();
        lane().setFocus();
        QTest::keyClick(&lane(), Qt::Key_PageDown);
        QCOMPARE(m_window->trackPage().selection(), (TimeSpan{2.0, 6.0}));
        QTest::keyClick(&lane(), Qt::Key_PageDown);
        QCOMPARE(m_window->listening().position(), 8.0);
        QVERIFY(lane().accessibleDescription().contains("hit"));
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&lane(), Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(std::abs(labels()[1].start - 8.3) < 1e-9);
        QTest::keyClick(&lane(), Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(std::abs(labels()[1].end - 8.4) < 1e-9);
        QTest::keyClick(&lane(), Qt::Key_Return);
        type("long hit");
        QTest::keyClick(&lane(), Qt::Key_PageUp);
        QTest::keyClick(&lane(), Qt::Key_Delete);
        QCOMPARE(labels().size(), std::size_t(1));
        QCOMPARE(labels()[0].label, std::string("long hit"));

        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(labels().size(), std::size_t(2));
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(labels()[1].label, std::string("hit"));
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(labels(), first);  // one move, though in four steps
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(std::abs(labels()[1].end - 8.4) < 1e-9);
    }

    void labelsAreSavedAndOpenedInBothForms()
    {
        const std::vector<Annotation> first = {{2.0, 6.0, "verse, loud"}, {8.5, 8.5, "hit"}};
        for (const QString name : {"labels.txt", "labels.csv"}) {
            editor().setAnnotations(first);
            trigger("writeLabelsAction");
            chooseFile(*m_window, file(name));
            QTRY_VERIFY_WITH_TIMEOUT(m_window->messages().text().startsWith("Written to"),
                                     kPatience);
            m_window->messages().showNotice({});
            editor().setAnnotations({});
            trigger("readLabelsAction");
            chooseFile(*m_window, file(name));
            QTRY_COMPARE_WITH_TIMEOUT(labels(), first, kPatience);
            write("more.txt", readFile(file("labels.txt").toStdString()) + "9\t9\tend\n");
            trigger("readLabelsAction");
            chooseFile(*m_window, file("more.txt"));
            QTRY_COMPARE_WITH_TIMEOUT(labels().size(), std::size_t(3),
                                      kPatience);  // none is added twice
            trigger("undoAction");
            trigger("undoAction");
            QVERIFY(labels().empty());
        }
        QVERIFY(
            readFile(file("labels.txt").toStdString()).starts_with("2.000000\t6.000000\tverse"));
    }

    void whatIsNoFileOfLabelsIsSaidInOneSentence()
    {
        editor().setAnnotations({{2.0, 2.0, "kept"}});
        write("notes.txt", "These are\nno labels.\n");
        trigger("readLabelsAction");
        chooseFile(*m_window, file("notes.txt"));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->messages().isVisible(), kPatience);
        QVERIFY2(m_window->messages().text().contains("notes.txt"),
                 qPrintable(m_window->messages().text()));
        QCOMPARE(m_window->messages().text().count('.'), 2);  // that of the file's name
        QCOMPARE(labels().size(), std::size_t(1));
    }

    void anotherRecordingHasItsOwnLabels()
    {
        editor().setAnnotations({{2.0, 2.0, "mine"}});
        m_window->document().open(file("tone.wav").toStdString());  // as with another model
        QCOMPARE(labels().size(), std::size_t(1));
        m_window->open(file("noise.wav").toStdString());
        find<QMessageBox>(*m_window, "unsavedChanges").button(QMessageBox::Discard)->click();
        QTRY_VERIFY_WITH_TIMEOUT(labels().empty(), kPatience);
        QVERIFY(!m_window->isWindowModified());
    }

    void theLaneIsShownAndHidden()
    {
        trigger("showLabelsAction");
        QVERIFY(lane().isVisible());
        editor().setAnnotations({{1.0, 5.0, "verse"},
                                 {5.0, 9.0, "chorus, which is long"},
                                 {6.0, 8.0, "solo"},
                                 {12.0, 12.0, "drums come in"},
                                 {15.0, 15.0, "end"}});
        lane().setFocus();
        QTest::keyClick(&lane(), Qt::Key_PageDown);
        keepPicture(*m_window, "labels");
        if (qEnvironmentVariableIsSet("WHENCE_PICTURES")) {
            setAppearance(Appearance::Dark);
            lane().editLabel(2);
            keepPicture(*m_window, "labels-dark");
            setAppearance(Appearance::Light);
        }
        trigger("showLabelsAction");
        QVERIFY(!lane().isVisible());
    }
};

QTEST_MAIN(TestAnnotationWindow)
#include "tst_annotation_window.moc"
