#pragma once

#include <QFrame>
#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace whence {

/// What went wrong or was done, in the window itself: a sentence, what can be done about it, and a
/// way to put it away.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void showError(const QString& text);
    /// With a button that does something about it.
    void showError(const QString& text, const QString& action, std::function<void()> run);
    void showNotice(const QString& text);
    /// Runs `run`; the sentence of an Error that it throws is shown.
    void attempt(const std::function<void()>& run);
    QString text() const;

private:
    enum class Kind { Error, Notice };
    void showText(Kind kind, const QString& text, const QString& action);

    QLabel* m_sign = nullptr;
    QLabel* m_text = nullptr;
    QPushButton* m_action = nullptr;
    std::function<void()> m_run;
};

}  // namespace whence
