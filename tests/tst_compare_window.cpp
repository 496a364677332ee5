#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include "core/explain/wording.h"
#include "core/tensors/file_io.h"
#include "core/tensors/tensor_file.h"
#include "tests/support.h"
#include "tests/window_steps.h"
#include "ui/appearance.h"
#include "ui/compare_dialog.h"
#include "ui/track_page.h"

using namespace whence;
using namespace whence::test;

class TestCompareWindow : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    std::filesystem::path path(const QString& name) const
    {
        return m_folder.filePath(name).toStdString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        useSettingsIn(m_home);
        // Another model, which hears half of everything.
        TensorFile other = readTensorFile(builtIn().model, "whence-model");
        for (float& weight : other.tensors.at("concepts_layer.2.weight").values)
            weight *= 0.5f;
        writeTensorFile(path("half.whence-model"), other);
        m_window = makeWindow();
        m_window->openExample();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->document().hasSources(), kPatience);
    }

    void cleanupTestCase() { m_window.reset(); }

    void moreShiftsOfTheWindowFollowTheFirstAnswer()
    {
        Document& document = m_window->document();
        QSignalSpy ended(&document, &Document::ended);
        QTRY_COMPARE_WITH_TIMEOUT(document.analysis()->options.shifts, Document::kShifts,
                                  kPatience);
        QCOMPARE(document.analysis()->stability[0].replicates, Document::kShifts + 1);
        QVERIFY(document.analysis()->command.find("--shifts 10") != std::string::npos);
        QTRY_VERIFY_WITH_TIMEOUT(!document.isRunning(Document::Stage::Stability), kPatience);
    }

    void twoModelsAreShownSideBySide()
    {
        auto* const action = m_window->findChild<QAction*>("compareAction");
        QVERIFY(action && action->isEnabled());
        action->trigger();
        auto& dialog = *m_window->findChild<CompareDialog*>();
        dialog.compareWith(path("half.whence-model"));
        auto& table = find<QTreeWidget>(dialog, "comparison");
        QTRY_VERIFY_WITH_TIMEOUT(table.topLevelItemCount() > 0, kPatience);
        QCOMPARE(table.topLevelItemCount(), 4);  // predictions, two emotions, stems
        const Analysis& mine = *m_window->document().analysis();
        const QTreeWidgetItem& predictions = *table.topLevelItem(0);
        QCOMPARE(predictions.childCount(), 9);
        for (int i = 0; i < 7; ++i) {
            const double value = mine.prediction.features[std::size_t(i)];
            const QTreeWidgetItem& row = *predictions.child(i + 2);
            QCOMPARE(row.text(1), QString::fromStdString(signedNumber(value)));
            QCOMPARE(row.text(2), QString::fromStdString(signedNumber(value / 2.0)));
        }
        QVERIFY(!table.topLevelItem(3)->child(0)->text(2).isEmpty());
        if (qEnvironmentVariableIsSet("WHENCE_PICTURES")) {
            const QString folder = qEnvironmentVariable("WHENCE_PICTURES");
            dialog.grab().save(folder + "/compare.png");
            setAppearance(Appearance::Dark);
            QTest::qWait(200);
            dialog.grab().save(folder + "/compare-dark.png");
            setAppearance(Appearance::Light);
        }
        dialog.close();
    }

    void whatIsNoModelIsSaidInTheDialog()
    {
        writeFileAtomically(path("foreign.whence-model"), "This is no model.");
        m_window->findChild<QAction*>("compareAction")->trigger();
        CompareDialog* dialog = nullptr;
        for (auto* const one : m_window->findChildren<CompareDialog*>())
            if (one->isVisible())
                dialog = one;
        QVERIFY(dialog);
        dialog->compareWith(path("foreign.whence-model"));
        auto& state = find<QLabel>(*dialog, "compareState");
        QTRY_VERIFY_WITH_TIMEOUT(state.text().contains("foreign.whence-model"), kPatience);
    }
};

QTEST_MAIN(TestCompareWindow)
#include "tst_compare_window.moc"
