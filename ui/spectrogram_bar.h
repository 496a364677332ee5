#pragma once

#include <QStringList>
#include <QWidget>

#include "ui/views/spectrogram_view.h"

class QComboBox;
class QLabel;

namespace whence {

/// What the user chooses above the spectrogram, and what is under the pointer.
class SpectrogramBar : public QWidget {
    Q_OBJECT

public:
    explicit SpectrogramBar(QWidget* parent = nullptr);

    /// The stems that can be shown in place of the mix.
    void setStems(const QStringList& stems);
    void showReading(const std::optional<SpectrogramReading>& reading);
    const SpectrogramStyle& style() const { return m_style; }
    int stem() const;  // -1: the mix

Q_SIGNALS:
    void styleChanged(const whence::SpectrogramStyle& style);
    void stemChosen(int stem);  // -1: the mix

private:
    void choose();

    SpectrogramStyle m_style;
    QComboBox* m_stem = nullptr;
    QComboBox* m_axis = nullptr;
    QComboBox* m_colors = nullptr;
    QComboBox* m_range = nullptr;
    QLabel* m_reading = nullptr;
};

}  // namespace whence
