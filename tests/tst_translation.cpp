#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QMap>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <algorithm>

#include "core/explain/checks.h"
#include "core/report/model_card.h"
#include "core/store/fetch.h"
#include "tests/window_steps.h"
#include "ui/core_text.h"
#include "ui/language.h"
#include "ui/preferences.h"
#include "ui/track_page.h"
#include "ui/what_if_dialog.h"

using namespace whence;
using namespace whence::test;

namespace {

struct Message {
    QString source;
    QString translation;
    bool isFinished = false;
};

QVector<Message> messagesIn(const QString& file)
{
    QFile input(file);
    if (!input.open(QFile::ReadOnly))
        return {};
    QXmlStreamReader xml(&input);
    QVector<Message> messages;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("source")) {
            messages.append({xml.readElementText(), {}, false});
        } else if (xml.name() == QLatin1String("translation")) {
            messages.back().isFinished = !xml.attributes().hasAttribute(QLatin1String("type"));
            messages.back().translation = xml.readElementText();
        }
    }
    return messages;
}

QStringList placesOf(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("%[1-9]"));
    QStringList places;
    for (auto found = place.globalMatch(text); found.hasNext();)
        places += found.next().captured();
    places.removeDuplicates();
    places.sort();
    return places;
}

QString mnemonicOf(const QString& text)
{
    const qsizetype place = text.indexOf(QLatin1Char('&'));
    return place < 0 || place + 1 >= text.size() ? QString() : text.mid(place + 1, 1).toLower();
}

/// The letters that two entries of a menu, or of one below it, share.
QStringList sharedLetters(const QList<QAction*>& actions)
{
    QStringList shared;
    QSet<QString> taken;
    for (const QAction* const action : actions) {
        const QString letter = mnemonicOf(action->text());
        if (!letter.isEmpty() && taken.contains(letter))
            shared += action->text();
        taken.insert(letter);
        if (action->menu())
            shared += sharedLetters(action->menu()->actions());
    }
    return shared;
}

/// The texts that do not fit into their widgets.
QStringList clippedTexts(const QWidget& window)
{
    QStringList clipped;
    const auto check = [&](const QWidget& widget, const QString& text, bool wraps) {
        const bool isTooSmall = wraps ? widget.height() < widget.heightForWidth(widget.width())
                                      : widget.width() < widget.minimumSizeHint().width();
        if (widget.isVisible() && !text.isEmpty() && isTooSmall)
            clipped += text;
    };
    for (const QLabel* const label : window.findChildren<QLabel*>())
        check(*label, label->text(), label->wordWrap());
    for (const QAbstractButton* const button : window.findChildren<QAbstractButton*>())
        check(*button, button->text(), false);
    for (const QComboBox* const choice : window.findChildren<QComboBox*>())
        check(*choice, choice->currentText(), false);
    return clipped;
}

}  // namespace

/// The German window.
class TestTranslation : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase()
    {
        useSettingsIn(m_settings);
        Preferences preferences;
        preferences.language = QStringLiteral("de");
        setPreferences(preferences);
        applyLanguage();
    }

    void everyTextIsTranslated()
    {
        const QVector<Message> messages = messagesIn(QStringLiteral(TRANSLATION));
        QVERIFY(messages.size() > 400);
        for (const Message& message : messages) {
            QVERIFY2(message.isFinished && !message.translation.isEmpty(),
                     qPrintable(message.source));
            QVERIFY2(placesOf(message.source) == placesOf(message.translation),
                     qPrintable(message.translation));
            QVERIFY2(
                mnemonicOf(message.source).isEmpty() == mnemonicOf(message.translation).isEmpty(),
                qPrintable(message.translation));
        }
    }

    void theTranslationKnowsEveryTextOfTheSource()
    {
        QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("whence_de.ts"));
        QVERIFY(QFile::copy(QStringLiteral(TRANSLATION), copy));
        QProcess update;
        update.setWorkingDirectory(QStringLiteral(SOURCE_FOLDER));
        update.start(QStringLiteral(LUPDATE),
                     {QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("-no-obsolete"),
                      QStringLiteral("-locations"), QStringLiteral("none"), QStringLiteral("ui"),
                      QStringLiteral("app"), QStringLiteral("-ts"), copy});
        QVERIFY(update.waitForFinished(60'000));
        QCOMPARE(update.exitCode(), 0);
        const QVector<Message> updated = messagesIn(copy);
        QCOMPARE(updated.size(), messagesIn(QStringLiteral(TRANSLATION)).size());
        for (const Message& message : updated)
            QVERIFY2(message.isFinished, qPrintable(message.source));
    }

    void whatTheCoreSaysIsTranslated_data()
    {
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("german");
        QTest::newRow("name") << "rhythm stability"
                              << "rhythmische Stabilität";
        QTest::newRow("name at the start") << "Rhythm stability"
                                           << "Rhythmische Stabilität";
        QTest::newRow("list") << "the vocals, the drums and the bass"
                              << "Gesang, Schlagzeug und Bass";
        QTest::newRow("quoted name") << "No stem changes tonal stability in this window."
                                     << "Keine Spur ändert das Merkmal „tonale Stabilität“ in "
                                        "diesem Ausschnitt.";
        QTest::newRow("chain")
            << "Valence +0.31 (+0.19 compared with the reference set “songs”), "
               "mainly from minorness being low (centered effect +0.12, 41 % of "
               "the absolute centered effects), which in this window comes mostly "
               "from the vocals (weight −0.10)."
            << "Valenz +0.31 (+0.19 gegenüber der Referenzmenge „songs“), vor "
               "allem durch: wenig Mollcharakter (zentrierter "
               "Effekt +0.12, 41 % der absoluten zentrierten Effekte). In diesem "
               "Ausschnitt kommt das zum größten Teil von: Gesang (Gewicht "
               "−0.10).";
        QTest::newRow("gains") << "the vocals 6.0 dB softer and the drums muted"
                               << "Gesang 6.0 dB leiser und Schlagzeug stumm";
        QTest::newRow("verdict")
            << "With the vocals 12 dB softer, tonal stability hardly changes (by less than 0.01), "
               "although by the explanation it should fall."
            << "Gesang 12 dB leiser: tonale Stabilität ändert sich kaum (um weniger als 0.01), "
               "müsste nach der Erklärung aber sinken.";
        QTest::newRow("meaning") << "how melodious the music is: whether one would sing along"
                                 << "wie melodisch die Musik ist: ob man mitsingen würde";
        QTest::newRow("ways") << "the vocals (left out) and the bass (attenuated by 12 dB)"
                              << "Gesang (weggelassen) und Bass (um 12 dB gedämpft)";
        QTest::newRow("provenance")
            << "Model “mine”; stems by folder of 5 files; one window of 10.0 s from 10.5 s on; all "
               "32 mixes, normalized alike by the peak of the full mix; LIME with kernel width "
               "0.25 and ridge 1.00."
            << "Modell „mine“; Spuren: Ordner mit 5 Dateien; ein Ausschnitt von 10.0 s ab 10.5 s; "
               "alle 32 Mischungen, gleich normalisiert nach der Spitze der vollen Mischung; LIME "
               "mit Kernbreite 0.25 und Regularisierung 1.00.";
        QTest::newRow("error") << "The file /music/a.wav does not exist."
                               << "Die Datei /music/a.wav gibt es nicht.";
        QTest::newRow("unknown") << "Something else."
                                 << "Something else.";
        QTest::newRow("empty") << ""
                               << "";
    }

    void whatTheCoreSaysIsTranslated()
    {
        QFETCH(const QString, english);
        QFETCH(const QString, german);
        QCOMPARE(localized(english), german);
    }

    void theCardsOfTheBuiltInModelsAreTranslated()
    {
        const auto isGerman = [](const std::string& text) {
            return localized(text) != QString::fromStdString(text);
        };
        const ModelFile files[] = {{.file = builtIn().model},
                                   {.file = builtIn().separator, .kind = ModelKind::Separator}};
        for (const ModelFile& file : files)
            for (const CardSection& section : readCard(file).sections) {
                QVERIFY2(isGerman(section.heading), section.heading.c_str());
                for (const std::string& point : section.points)
                    QVERIFY2(isGerman(point), point.c_str());
                for (const CardTable& table : section.tables)
                    QVERIFY2(isGerman(table.title), table.title.c_str());
                for (const auto& [name, value] : section.facts)
                    if (name == "Trained on" || name == "Notice" || name == "Reference set")
                        QVERIFY2(isGerman(value), value.c_str());
            }
    }

    void whatIsSaidOfPublishedModelsIsTranslated()
    {
        for (const PublishedModel& model : publishedModels())
            for (const std::string& text : {model.title, model.source, model.licence})
                QVERIFY2(localized(text) != QString::fromStdString(text), text.c_str());
    }

    void theWindowSpeaksGermanAndClipsNothing()
    {
        const auto window = makeWindow();
        QVERIFY2(clippedTexts(*window).isEmpty(), qPrintable(clippedTexts(*window).join("; ")));
        window->openExample();
        QTRY_VERIFY_WITH_TIMEOUT(window->document().windowStems(), kPatience);
        QCOMPARE(window->findChild<QMenu*>(QStringLiteral("helpMenu"))->title(), "&Hilfe");
        const Analysis& analysis = *window->document().analysis();
        for (const Check& check : analysis.checks)
            QVERIFY2(localized(check.message) != QString::fromStdString(check.message),
                     check.message.c_str());
        for (const Chain& chain : analysis.chains)
            QVERIFY2(localized(chain.sentence) != QString::fromStdString(chain.sentence),
                     chain.sentence.c_str());
        QTest::qWait(0);
        QVERIFY2(clippedTexts(*window).isEmpty(), qPrintable(clippedTexts(*window).join("; ")));
        const QStringList shared = sharedLetters(window->menuBar()->actions());
        QVERIFY2(shared.isEmpty(), qPrintable(shared.join("; ")));
        QSet<QKeySequence> keys;
        for (const QAction* const action : window->findChildren<QAction*>())
            for (const QKeySequence& sequence : action->shortcuts()) {
                QVERIFY2(!keys.contains(sequence), qPrintable(action->text()));
                keys.insert(sequence);
            }
        keepPicture(*window, QStringLiteral("german"));

        // The answers of the dialog are long.
        window->trackPage().askWhatIf();
        auto& dialog = *window->findChild<WhatIfDialog*>();
        QTest::mouseClick(&find<QWidget>(dialog, "testStart"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            find<QLabel>(dialog, "testVerdict").text().contains("12 dB leiser: "), kPatience);
        QTRY_VERIFY2(clippedTexts(dialog).isEmpty(), qPrintable(clippedTexts(dialog).join("; ")));
    }
};

QTEST_MAIN(TestTranslation)
#include "tst_translation.moc"
