#pragma once

#include <QWidget>

class QVBoxLayout;

namespace whence {

/// What is shown while nothing is open: how to begin.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(QWidget* parent = nullptr);

    /// Offers these files to be opened again.
    void setRecentFiles(const QStringList& files);

Q_SIGNALS:
    void openClicked();
    void exampleClicked();
    void fileClicked(const QString& path);

private:
    QWidget* m_recent = nullptr;
    QVBoxLayout* m_recentList = nullptr;
};

}  // namespace whence
