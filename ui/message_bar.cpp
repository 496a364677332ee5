#include "ui/message_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include "core/error.h"
#include "ui/core_text.h"

namespace whence {

MessageBar::MessageBar(QWidget* parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("message"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_sign = new QLabel(this);
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("messageText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_action = new QPushButton(this);
    m_action->setObjectName(QStringLiteral("messageAction"));
    m_action->setFocusPolicy(Qt::TabFocus);
    auto* const close = new QToolButton(this);
    close->setObjectName(QStringLiteral("messageClose"));
    close->setText(QStringLiteral("✕"));
    close->setToolTip(tr("Put this message away"));
    close->setAccessibleName(close->toolTip());
    close->setAutoRaise(true);

    auto* const box = new QHBoxLayout(this);
    box->setContentsMargins(8, 4, 4, 4);
    box->addWidget(m_sign);
    box->addWidget(m_text, 1);
    box->addWidget(m_action);
    box->addWidget(close);
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        if (m_run)
            m_run();
    });
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::showText(Kind kind, const QString& text, const QString& action)
{
    const auto icon =
        kind == Kind::Error ? QStyle::SP_MessageBoxWarning : QStyle::SP_MessageBoxInformation;
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_sign->setPixmap(style()->standardIcon(icon).pixmap(size));
    m_text->setText(localized(text));
    m_text->setAccessibleName(m_text->text());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    show();
}

void MessageBar::showError(const QString& text)
{
    showError(text, {}, {});
}

void MessageBar::showError(const QString& text, const QString& action, std::function<void()> run)
{
    m_run = std::move(run);
    showText(Kind::Error, text, action);
}

void MessageBar::showNotice(const QString& text)
{
    m_run = {};
    showText(Kind::Notice, text, {});
}

void MessageBar::attempt(const std::function<void()>& run)
{
    try {
        run();
    } catch (const Error& error) {
        showError(QString::fromUtf8(error.what()));
    }
}

}  // namespace whence
