#pragma once

#include <QGroupBox>
#include <filesystem>

class QCheckBox;
class QLabel;
class QPushButton;

namespace whence {

/// Where the stems of the open recording come from: the separator, told whether anybody sings, or a
/// folder of the user's.
class StemChoice : public QGroupBox {
    Q_OBJECT

public:
    explicit StemChoice(QWidget* parent = nullptr);

    /// The folder that the stems come from; empty: from the separator. With nothing open there is
    /// nothing to be chosen.
    void setFolder(const std::filesystem::path& folder, bool isOpen);
    void setInstrumental(bool isInstrumental);

Q_SIGNALS:
    /// An empty path: from the separator.
    void folderChosen(const QString& folder);
    void instrumentalChosen(bool isInstrumental);

private:
    void chooseFolder();

    QLabel* m_text = nullptr;
    QPushButton* m_choose = nullptr;
    QPushButton* m_drop = nullptr;
    QCheckBox* m_instrumental = nullptr;
};

}  // namespace whence
