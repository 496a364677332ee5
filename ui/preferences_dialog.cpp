#include "ui/preferences_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QThread>

#include "core/store/entry_cache.h"
#include "ui/panel_parts.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

/// What the program keeps is in folders of entries, one for each kind.
std::vector<EntryCache> cachesIn(const fs::path& folder)
{
    std::vector<EntryCache> caches;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure))
        if (entry.is_directory(failure))
            caches.emplace_back(entry.path(), 0);
    return caches;
}

}  // namespace

PreferencesDialog::PreferencesDialog(const Preferences& preferences, fs::path cache,
                                     QWidget* parent)
    : QDialog(parent), m_preferences(preferences), m_cacheFolder(std::move(cache))
{
    setWindowTitle(tr("Preferences"));
    setObjectName(QStringLiteral("preferences"));
    m_language = makeChoice(QStringLiteral("language"), tr("Language of the program"), this);
    m_language->addItem(tr("Like the system"), QString());
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("Deutsch"), QStringLiteral("de"));
    m_language->setCurrentIndex(std::max(0, m_language->findData(preferences.language)));
    m_threads = new QSpinBox(this);
    m_threads->setObjectName(QStringLiteral("threads"));
    m_threads->setRange(0, std::max(1, QThread::idealThreadCount()));
    m_threads->setSpecialValueText(tr("All"));
    m_threads->setValue(preferences.threads);
    m_note = makeNote(this);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);

    auto* const form = new QFormLayout(this);
    form->addRow(tr("&Language:"), m_language);
    form->addRow(tr("Processor &threads:"), m_threads);
    form->addRow(makeCache());
    form->addRow(m_note);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_language, &QComboBox::activated, this, [this] {
        m_note->setText(tr("The language changes when Whence is started the next time."));
        choose();
    });
    connect(m_threads, &QSpinBox::valueChanged, this, &PreferencesDialog::choose);
    connect(m_keeps, &QCheckBox::clicked, this, &PreferencesDialog::choose);
    measureCache();
}

QWidget* PreferencesDialog::makeCache()
{
    auto* const line = new QWidget(this);
    m_keeps = new QCheckBox(tr("&Keep stems and analyses for the next time"), line);
    m_keeps->setObjectName(QStringLiteral("keepsResults"));
    m_keeps->setChecked(m_preferences.keepsResults);
    m_cacheSize = new QLabel(line);
    m_emptyCache = new QPushButton(tr("&Empty"), line);
    m_emptyCache->setObjectName(QStringLiteral("emptyCache"));
    m_emptyCache->setAutoDefault(false);
    m_emptyCache->setToolTip(tr("Takes away the stems and analyses that were kept"));
    auto* const box = new QHBoxLayout(line);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_keeps);
    box->addWidget(m_cacheSize, 1);
    box->addWidget(m_emptyCache);
    connect(m_emptyCache, &QPushButton::clicked, this, &PreferencesDialog::emptyCache);
    return line;
}

void PreferencesDialog::choose()
{
    m_preferences.language = m_language->currentData().toString();
    m_preferences.threads = m_threads->value();
    m_preferences.keepsResults = m_keeps->isChecked();
    Q_EMIT preferencesChosen(m_preferences);
}

void PreferencesDialog::measureCache()
{
    m_task.start(
        [folder = m_cacheFolder](const Progress& progress) {
            std::uintmax_t size = 0;
            for (const EntryCache& cache : cachesIn(folder)) {
                progress.report(0.0);
                size += cache.size();
            }
            return size;
        },
        [this](std::uintmax_t size) {
            m_cacheSize->setText(tr("%1 are kept").arg(QLocale().formattedDataSize(qint64(size))));
            m_emptyCache->setEnabled(size > 0);
        });
}

void PreferencesDialog::emptyCache()
{
    m_emptyCache->setEnabled(false);
    m_task.start(
        [folder = m_cacheFolder](const Progress&) {
            for (const EntryCache& cache : cachesIn(folder))
                cache.clear();
            return true;
        },
        [this](bool) { measureCache(); });
}

}  // namespace whence
