#include "ui/stem_choice.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/file_dialogs.h"
#include "ui/panel_parts.h"

namespace whence {

StemChoice::StemChoice(QWidget* parent) : QGroupBox(tr("Stems of the open recording"), parent)
{
    m_text = makeNote(this);
    m_text->setObjectName(QStringLiteral("stemsText"));
    m_choose = makeButton("chooseStems", tr("Use a folder of &stems…"), this);
    m_drop = makeButton("dropStems", tr("Use the se&parator"), this);
    m_instrumental = new QCheckBox(tr("&Nobody sings: the vocals' share goes to the others"), this);
    m_instrumental->setObjectName(QStringLiteral("instrumental"));
    auto* const row = new QHBoxLayout;
    row->addWidget(m_text, 1);
    row->addWidget(m_choose);
    row->addWidget(m_drop);
    auto* const box = new QVBoxLayout(this);
    box->addLayout(row);
    box->addWidget(m_instrumental);
    connect(m_choose, &QPushButton::clicked, this, &StemChoice::chooseFolder);
    connect(m_drop, &QPushButton::clicked, this, [this] { Q_EMIT folderChosen({}); });
    connect(m_instrumental, &QCheckBox::clicked, this, &StemChoice::instrumentalChosen);
}

void StemChoice::setFolder(const std::filesystem::path& folder, bool isOpen)
{
    m_choose->setEnabled(isOpen);
    m_drop->setEnabled(isOpen && !folder.empty());
    m_text->setText(!isOpen          ? tr("No recording is open.")
                    : folder.empty() ? tr("From the separator.")
                                     : tr("From the folder %1.").arg(toFile(folder)));
}

void StemChoice::setInstrumental(bool isInstrumental)
{
    m_instrumental->setChecked(isInstrumental);
}

void StemChoice::chooseFolder()
{
    askForFolder(window(), tr("A folder with one file per stem"), [this](const auto& folder) {
        Q_EMIT folderChosen(toFile(folder));
    })->setObjectName(QStringLiteral("stemFolder"));
}

}  // namespace whence
