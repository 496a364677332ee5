#include "ui/panel_parts.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>

#include "core/explain/wording.h"

namespace whence {

QLabel* makeTitle(const QString& text, QWidget* parent)
{
    auto* const title = new QLabel(text, parent);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    return title;
}

QPushButton* makeButton(const char* objectName, const QString& text, QWidget* parent)
{
    auto* const button = new QPushButton(text, parent);
    button->setObjectName(QLatin1String(objectName));
    button->setAutoDefault(false);
    return button;
}

QLabel* makeNote(QWidget* parent)
{
    auto* const note = new QLabel(parent);
    note->setWordWrap(true);
    note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return note;
}

QComboBox* makeChoice(const QString& objectName, const QString& purpose, QWidget* parent)
{
    auto* const choice = new QComboBox(parent);
    choice->setObjectName(objectName);
    choice->setAccessibleName(purpose);
    choice->setToolTip(purpose);
    choice->setFocusPolicy(Qt::TabFocus);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return choice;
}

QString toText(const std::string& text)
{
    return QString::fromStdString(text);
}

QString signedText(double value)
{
    return toText(signedNumber(value));
}

}  // namespace whence
