#pragma once

#include <QDialog>

#include "ui/what_if.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace whence {

/// Asks the model two questions about the stems: which smallest change of gains would bring an
/// emotion to a value, and whether the stem that is blamed is really the cause.
class WhatIfDialog : public QDialog {
    Q_OBJECT

public:
    WhatIfDialog(WhatIf& whatIf, const Document& document, QWidget* parent = nullptr);

    /// The selected emotion and feature: whose strongest stem is tested.
    void setSubject(int emotion, int feature);

Q_SIGNALS:
    /// The faders shall be set to these gains (dB).
    void gainsChosen(const whence::StemGains& gains);

private:
    void refresh();
    void fitAnswers();
    void startSearch();
    void showChange(const GainChange& change);
    void showTest(const StemTest& test);
    QString verdictOn(const StemTest& test) const;

    WhatIf& m_whatIf;
    const Document& m_document;
    QComboBox* m_emotionChoice = nullptr;
    QDoubleSpinBox* m_target = nullptr;
    QPushButton* m_find = nullptr;
    QLabel* m_change = nullptr;
    QPushButton* m_apply = nullptr;
    QComboBox* m_stemChoice = nullptr;
    QPushButton* m_test = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_outcome = nullptr;
    int m_searched = 0;  // the emotion that is looked for
    int m_emotion = 0;   // whose explanation is tested
    int m_feature = -1;
    StemGains m_gains;
};

}  // namespace whence
