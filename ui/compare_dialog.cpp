#include "ui/compare_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <cmath>

#include "core/explain/wording.h"
#include "core/report/model_comparison.h"
#include "core/report/wording.h"
#include "ui/core_text.h"
#include "ui/file_dialogs.h"
#include "ui/panel_parts.h"
#include "ui/window_work.h"

namespace whence {

namespace {

constexpr QSize kFirstSize(860, 760);  // with a comparison
constexpr double kRemarkable = 0.1;    // of the scale from −1 to 1

/// The window of `mine` as another model explains it, with the same checks, so that neither
/// sentence is held back for less.
std::shared_ptr<const Analysis> askOther(const Analysis& mine, const Recording& recording,
                                         const StemSounds& stems, const std::filesystem::path& file,
                                         const Progress& progress)
{
    const EmotionModel model = EmotionModel::load(file);
    Analysis asked;
    asked.track = mine.track;
    asked.model = model.info();
    asked.separatorName = mine.separatorName;
    asked.stemsSha256 = mine.stemsSha256;
    asked.window = chooseWindow(recording.duration, asked.model.windowSeconds, mine.window.start,
                                std::nullopt);
    if (mine.sources.empty() || stems.stems.empty())
        return predictWindow(asked, asked.window, recording, model, progress);
    return explainBySound(asked, recording, stems, model, {}, progress).analysis;
}

QString textOf(const std::string& word, const std::optional<double>& value)
{
    const QString number = toText(signedOrDash(value.value_or(std::nan(""))));
    return word.empty() ? number : localized(word) + QStringLiteral("  ") + number;
}

QString differenceOf(const ComparedValue& value)
{
    if (!value.mine || !value.other)
        return {};
    if (!value.mineText.empty() && value.mineText != value.otherText)
        return CompareDialog::tr("another stem");
    return signedText(*value.other - *value.mine);
}

bool isRemarkable(const ComparedValue& value)
{
    if (!value.mine || !value.other)
        return false;
    return value.mineText != value.otherText ||
           (value.mineText.empty() && std::abs(*value.other - *value.mine) >= kRemarkable);
}

}  // namespace

CompareDialog::CompareDialog(const Document& document, const std::vector<ModelFile>& models,
                             QWidget* parent)
    : QDialog(parent), m_document(document)
{
    setWindowTitle(tr("Compare two models"));
    setMinimumWidth(kFirstSize.width());
    m_mine = new QLabel(this);
    m_choice = makeChoice(QStringLiteral("otherModel"), tr("The other model"), this);
    for (const ModelFile& model : models)
        if (model.kind == ModelKind::Emotion && model.file != document.instruments().model)
            m_choice->addItem(localized(model.name), toFile(model.file));
    auto* const browse = new QPushButton(tr("Another &file…"), this);
    browse->setAutoDefault(false);
    m_compare = new QPushButton(tr("&Compare"), this);
    m_compare->setObjectName(QStringLiteral("compareStart"));
    m_state = makeNote(this);
    m_state->setObjectName(QStringLiteral("compareState"));
    m_table = new QTreeWidget(this);
    m_table->setObjectName(QStringLiteral("comparison"));
    m_table->setAccessibleName(tr("What the two models say"));
    m_table->setColumnCount(4);
    m_table->setRootIsDecorated(false);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(QHeaderView::Stretch);
    for (const int column : {0, 3})
        m_table->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_table->header()->setTextElideMode(Qt::ElideMiddle);
    m_table->header()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->hide();

    auto* const question = new QHBoxLayout;
    question->addWidget(m_mine);
    question->addWidget(new QLabel(tr("and"), this));
    question->addWidget(m_choice, 1);
    question->addWidget(browse);
    question->addWidget(m_compare);
    m_sentences = new QGridLayout;
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* const box = new QVBoxLayout(this);
    box->addLayout(question);
    box->addWidget(m_state);
    box->addWidget(m_table, 1);
    box->addLayout(m_sentences);
    box->addStretch();
    box->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_compare, &QPushButton::clicked, this, &CompareDialog::compareChosen);
    connect(browse, &QPushButton::clicked, this, [this] {
        askForFile(this, tr("Compare with a model"), [this](const std::filesystem::path& file) {
            m_choice->addItem(toFile(file.stem()), toFile(file));
            m_choice->setCurrentIndex(m_choice->count() - 1);
            refresh();
            compareWith(file);
        });
    });
    connect(&m_task, &Task::failed, m_state, &QLabel::setText);
    connect(&m_task, &Task::progressed, this, [this](double done, const QString&) {
        m_state->setText(tr("The other model is listening: %1 %").arg(std::lround(100.0 * done)));
    });
    connect(&m_document, &Document::analysisChanged, this, &CompareDialog::refresh);
    refresh();
}

/// Says what can be done now; what was compared stays until it is another window or recording.
void CompareDialog::refresh()
{
    const auto analysis = m_document.analysis();
    const bool isKnown = analysis && !analysis->prediction.features.empty();
    m_mine->setText(isKnown ? localized(analysis->model.name) : QString());
    m_compare->setEnabled(isKnown && m_choice->count() > 0);
    if (!isKnown)
        m_state->setText(tr("Models can be compared once the window is predicted."));
    else if (m_choice->count() == 0)
        m_state->setText(
            tr("There is only one model here. Choose the file of another, or add one in the menu "
               "Models."));
    else if (!m_compared)
        m_state->clear();
    if (m_compared && (!isKnown || analysis->window.start != m_compared->window.start ||
                       analysis->model.id != m_compared->model.id ||
                       analysis->track.sha256 != m_compared->track.sha256))
        m_state->setText(
            tr("This is of another window or model; compare anew for the present one."));
}

void CompareDialog::compareChosen()
{
    compareWith(toPath(m_choice->currentData().toString()));
}

void CompareDialog::compareWith(const std::filesystem::path& model)
{
    const auto mine = m_document.analysis();
    if (!mine || !m_document.recording())
        return;
    m_state->setText(tr("The other model is listening."));
    m_task.start(
        [mine, model, recording = m_document.recording(),
         stems = m_document.stems()](const Progress& progress) {
            return askOther(*mine, *recording, stems, model, progress);
        },
        [this, mine, model](const std::shared_ptr<const Analysis>& other) {
            m_compared = mine;
            m_otherName = localized(other->model.name);
            if (other->model.name == mine->model.name)
                m_otherName += QStringLiteral(" (%1)").arg(toFile(model.stem()));
            showComparison(*mine, *other);
        });
}

void CompareDialog::showComparison(const Analysis& mine, const Analysis& other)
{
    m_table->clear();
    m_table->setHeaderLabels(
        {QString(), localized(mine.model.name), m_otherName, tr("Difference")});
    for (const ComparedGroup& group : compareAnalyses(mine, other)) {
        auto* const heading = new QTreeWidgetItem(m_table, {localized(group.title)});
        QFont bold = font();
        bold.setBold(true);
        heading->setFont(0, bold);
        heading->setFirstColumnSpanned(true);
        for (const ComparedValue& value : group.values) {
            auto* const row = new QTreeWidgetItem(
                heading, {localized(value.name), textOf(value.mineText, value.mine),
                          textOf(value.otherText, value.other), differenceOf(value)});
            for (int column = 1; column < 4; ++column)
                row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
            if (isRemarkable(value))
                row->setFont(3, bold);
        }
    }
    m_table->expandAll();
    if (m_table->isHidden())
        resize(kFirstSize);
    m_table->show();
    showSentences(mine, other);
    const bool isSameLength = mine.window.length == other.window.length;
    const QString heard = isSameLength ? tr("Both heard the same %1 s of the recording.")
                                             .arg(toText(number(mine.window.length, 1)))
                                       : tr("The other model hears %1 s, this one %2 s.")
                                             .arg(toText(number(other.window.length, 1)),
                                                  toText(number(mine.window.length, 1)));
    m_state->setText(heard + QLatin1Char(' ') +
                     tr("Differences from %1 on are in bold.").arg(toText(number(kRemarkable, 1))));
}

void CompareDialog::showSentences(const Analysis& mine, const Analysis& other)
{
    while (QLayoutItem* const item = m_sentences->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int column = 0;
    for (const Analysis* const analysis : {&mine, &other}) {
        const QString name = analysis == &mine ? localized(mine.model.name) : m_otherName;
        QStringList lines = {localized(analysis->model.notice)};
        for (const Chain& chain : analysis->chains)
            lines << localized(chain.sentence);
        lines.removeAll(QString());
        QLabel* const words = makeNote(this);
        words->setText(lines.join(QStringLiteral("\n\n")));
        words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        m_sentences->addWidget(makeTitle(name, this), 0, column);
        m_sentences->addWidget(words, 1, column);
        m_sentences->setColumnStretch(column, 1);
        ++column;
    }
}

}  // namespace whence
