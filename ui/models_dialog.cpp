#include "ui/models_dialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <cmath>

#include "core/model_install.h"
#include "ui/core_text.h"
#include "ui/file_dialogs.h"
#include "ui/model_card_text.h"
#include "ui/panel_parts.h"
#include "ui/stem_choice.h"

namespace whence {

namespace {

constexpr QSize kFirstSize(900, 620);
constexpr int kListWidth = 340;  // pixels
constexpr int kSteps = 1000;     // of the progress bar
constexpr int kIndexRole = Qt::UserRole;
constexpr int kPublishedRole = Qt::UserRole + 1;

QString cardText(const ShelvedModel& model)
{
    if (!model.problem.empty())
        return QStringLiteral("<p>%1</p>").arg(localized(model.problem).toHtmlEscaped());
    return cardHtml(model.card) + factsHtml({{"File", model.file.file.string()}});
}

}  // namespace

ModelsDialog::ModelsDialog(ModelLibrary& library, std::vector<PublishedModel> published,
                           QWidget* parent)
    : QDialog(parent), m_library(library), m_published(std::move(published))
{
    setWindowTitle(tr("Models"));
    setObjectName(QStringLiteral("modelsDialog"));
    resize(kFirstSize);
    auto* const splitter = new QSplitter(this);
    splitter->addWidget(makeList());
    splitter->addWidget(makeCardSide());
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({kListWidth, kFirstSize.width() - kListWidth});
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const box = new QVBoxLayout(this);
    box->addWidget(splitter, 1);
    m_stems = new StemChoice(this);
    box->addWidget(m_stems);
    box->addWidget(buttons);
    connectLibrary();
    connect(m_stems, &StemChoice::folderChosen, this, &ModelsDialog::stemFolderChosen);
    connect(m_stems, &StemChoice::instrumentalChosen, this, [this](bool isInstrumental) {
        m_instruments.separation.instrumental = isInstrumental;
        Q_EMIT instrumentsChosen(m_instruments);
    });
    showAdding();
    fillList();
}

QWidget* ModelsDialog::makeList()
{
    auto* const side = new QWidget(this);
    m_list = new QListWidget(side);
    m_list->setObjectName(QStringLiteral("modelsList"));
    m_list->setAccessibleName(tr("Models and separators"));
    m_list->setWordWrap(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_importFile = makeButton("importModel", tr("Import a model (*.pt)…"), side);
    m_importFile->setToolTip(tr("Weights that the paper's authors trained, as PyTorch saves them"));
    m_importFolder = makeButton("importSeparator", tr("Import a Spleeter folder…"), side);
    m_importFolder->setToolTip(tr("The folder of an official checkpoint with 2, 4 or 5 stems"));
    auto* const box = new QVBoxLayout(side);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_list, 1);
    box->addWidget(m_importFile);
    box->addWidget(m_importFolder);
    connect(m_list, &QListWidget::currentItemChanged, this, &ModelsDialog::showCard);
    connect(m_list, &QListWidget::itemActivated, this, &ModelsDialog::runAction);
    connect(m_importFile, &QPushButton::clicked, this, [this] { chooseImport(false); });
    connect(m_importFolder, &QPushButton::clicked, this, [this] { chooseImport(true); });
    return side;
}

QWidget* ModelsDialog::makeCardSide()
{
    auto* const side = new QWidget(this);
    m_card = new QTextBrowser(side);
    m_card->setObjectName(QStringLiteral("modelCard"));
    m_card->setAccessibleName(tr("Card of the model"));
    m_card->setTabChangesFocus(true);
    m_card->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);  // checksums are long
    m_fromLabel = new QLabel(tr("&From (an address, or a file downloaded by hand):"), side);
    m_from = new QLineEdit(side);
    m_from->setObjectName(QStringLiteral("fetchFrom"));
    m_fromLabel->setBuddy(m_from);
    m_action = makeButton("modelAction", {}, side);
    m_message = makeNote(side);
    m_message->setObjectName(QStringLiteral("modelsMessage"));
    auto* const row = new QHBoxLayout;
    row->addWidget(m_message, 1);
    row->addWidget(m_action);
    auto* const box = new QVBoxLayout(side);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_card, 1);
    box->addWidget(m_fromLabel);
    box->addWidget(m_from);
    box->addLayout(row);
    box->addWidget(makeAdding());
    connect(m_action, &QPushButton::clicked, this, &ModelsDialog::runAction);
    return side;
}

QWidget* ModelsDialog::makeAdding()
{
    auto* const line = new QWidget(this);
    m_stage = new QLabel(line);
    m_progress = new QProgressBar(line);
    m_progress->setObjectName(QStringLiteral("modelProgress"));
    m_progress->setRange(0, kSteps);
    m_cancel = makeButton("cancelModel", tr("Cancel"), line);
    auto* const box = new QHBoxLayout(line);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_stage);
    box->addWidget(m_progress, 1);
    box->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_library.cancel();
        m_message->setText(tr("Cancelled. What has been fetched is kept for the next attempt."));
    });
    return line;
}

void ModelsDialog::connectLibrary()
{
    connect(&m_library, &ModelLibrary::refreshed, this, &ModelsDialog::fillList);
    connect(&m_library, &ModelLibrary::added, this, [this](const QString& name) {
        m_wanted = name;
        m_message->setText(tr("“%1” has been added.").arg(name));
    });
    connect(&m_library, &ModelLibrary::progressed, this, [this](double done, const QString& stage) {
        m_progress->setValue(int(std::lround(kSteps * done)));
        m_stage->setText(localized(stage));
        showAdding();
    });
    connect(&m_library, &ModelLibrary::rested, this, &ModelsDialog::showAdding);
    connect(&m_library, &ModelLibrary::failed, this,
            [this](const QString& message) { m_message->setText(localized(message)); });
}

void ModelsDialog::setInstruments(const Instruments& instruments)
{
    m_instruments = instruments;
    m_stems->setInstrumental(instruments.separation.instrumental);
    fillList();
}

void ModelsDialog::setStemFolder(const std::filesystem::path& folder, bool isOpen)
{
    m_stems->setFolder(folder, isOpen);
}

void ModelsDialog::addHeading(const QString& text)
{
    auto* const item = new QListWidgetItem(text, m_list);
    item->setFlags(Qt::ItemIsEnabled);
    QFont bold = item->font();
    bold.setBold(true);
    item->setFont(bold);
}

bool ModelsDialog::isUsed(const ShelvedModel& model) const
{
    return model.file.file ==
           (model.file.kind == ModelKind::Emotion ? m_instruments.model : m_instruments.separator);
}

void ModelsDialog::addModels(ModelKind kind)
{
    for (int i = 0; i < int(m_library.models().size()); ++i) {
        const ShelvedModel& model = m_library.models()[std::size_t(i)];
        if (model.file.kind != kind)
            continue;
        const std::string& name = model.card.name;
        QString text = localized(name.empty() ? model.file.name : name);
        if (model.file.isBuiltIn)
            text = tr("%1, built in").arg(text);
        if (!model.problem.empty())
            text = tr("%1, damaged").arg(text);
        if (isUsed(model))
            text = tr("✓ %1").arg(text);
        auto* const item = new QListWidgetItem(text, m_list);
        item->setData(kIndexRole, i);
        item->setToolTip(toText(model.file.name));
    }
}

void ModelsDialog::addPublished()
{
    for (int i = 0; i < int(m_published.size()); ++i) {
        auto* const item =
            new QListWidgetItem(localized(m_published[std::size_t(i)].title), m_list);
        item->setData(kPublishedRole, i);
        item->setToolTip(toText(m_published[std::size_t(i)].name));
    }
}

void ModelsDialog::fillList()
{
    const QListWidgetItem* const current = m_list->currentItem();
    // While the installed models are still being read, the first of all has not been chosen.
    const bool wasChosen = current && m_hasModels;
    const QString wanted = !m_wanted.isEmpty() ? m_wanted
                           : wasChosen         ? current->toolTip()
                                               : QString();
    m_hasModels = !m_library.models().empty();
    m_wanted.clear();
    m_list->clear();
    addHeading(tr("Emotion models"));
    addModels(ModelKind::Emotion);
    addHeading(tr("Separators"));
    addModels(ModelKind::Separator);
    addHeading(tr("To be fetched from their authors"));
    addPublished();
    for (int row = 0; row < m_list->count(); ++row)
        if (!wanted.isEmpty() && m_list->item(row)->toolTip() == wanted)
            return m_list->setCurrentRow(row);
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->flags().testFlag(Qt::ItemIsSelectable))
            return m_list->setCurrentRow(row);
}

const ShelvedModel* ModelsDialog::currentModel() const
{
    const QListWidgetItem* const item = m_list->currentItem();
    const QVariant index = item ? item->data(kIndexRole) : QVariant();
    return index.isValid() ? &m_library.models()[std::size_t(index.toInt())] : nullptr;
}

const PublishedModel* ModelsDialog::currentPublished() const
{
    const QListWidgetItem* const item = m_list->currentItem();
    const QVariant index = item ? item->data(kPublishedRole) : QVariant();
    return index.isValid() ? &m_published[std::size_t(index.toInt())] : nullptr;
}

void ModelsDialog::showCard()
{
    const PublishedModel* const published = currentPublished();
    m_fromLabel->setVisible(published);
    m_from->setVisible(published);
    m_action->setVisible(published || currentModel());
    if (published)
        showPublished(*published);
    else if (const ShelvedModel* const model = currentModel())
        showShelved(*model);
    else
        m_card->clear();
}

void ModelsDialog::showShelved(const ShelvedModel& model)
{
    m_card->setHtml(cardText(model));
    const bool isModel = model.file.kind == ModelKind::Emotion;
    m_action->setText(isUsed(model) ? tr("In use")
                      : isModel     ? tr("&Explain this model")
                                    : tr("Separate with &this"));
    m_action->setEnabled(!isUsed(model) && model.problem.empty());
}

void ModelsDialog::showPublished(const PublishedModel& model)
{
    m_card->setHtml(factsHtml({{tr("Model").toStdString(), model.title},
                               {tr("Source").toStdString(), model.source},
                               {tr("Licence").toStdString(), model.licence},
                               {tr("Address").toStdString(), model.url}}) +
                    QStringLiteral("<p>%1</p>")
                        .arg(tr("Whence fetches it from there and passes it on to nobody. Size and "
                                "checksum are verified before anything of it is read.")));
    m_from->setText(toText(model.url));
    m_from->setCursorPosition(0);
    m_action->setText(tr("&Fetch"));
    m_action->setEnabled(!m_library.isAdding());
}

void ModelsDialog::runAction()
{
    if (!m_action->isEnabled())
        return;
    if (const PublishedModel* const published = currentPublished()) {
        m_message->clear();
        m_progress->setValue(0);
        m_library.fetch(*published, m_from->text().trimmed().toStdString());
        m_stage->setText(tr("Fetching the model"));
        return showAdding();
    }
    const ShelvedModel* const model = currentModel();
    if (!model)
        return;
    if (model->file.kind == ModelKind::Emotion)
        m_instruments.model = model->file.file;
    else
        m_instruments.separator = model->file.file;
    fillList();
    Q_EMIT instrumentsChosen(m_instruments);
}

void ModelsDialog::chooseImport(bool isFolder)
{
    const auto import = [this](const std::filesystem::path& file) {
        m_message->clear();
        m_stage->setText(tr("Importing the model"));
        m_progress->setValue(0);
        m_library.import(file);
        showAdding();
    };
    QFileDialog* const dialog = isFolder ? askForFolder(this, tr("Import a separator"), import)
                                         : askForFile(this, tr("Import a model"), import);
    dialog->setObjectName(QStringLiteral("importFile"));
    if (!isFolder)
        dialog->setNameFilters({tr("PyTorch weights (*.pt *.pth)"), tr("All files (*)")});
}

void ModelsDialog::showAdding()
{
    const bool isAdding = m_library.isAdding();
    m_stage->setVisible(isAdding);
    m_progress->setVisible(isAdding);
    m_cancel->setVisible(isAdding);
    m_importFile->setEnabled(!isAdding);
    m_importFolder->setEnabled(!isAdding);
    if (currentPublished())
        m_action->setEnabled(!isAdding);
}

}  // namespace whence
