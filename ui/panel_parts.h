#pragma once

#include <QString>
#include <string>

class QComboBox;
class QLabel;
class QPushButton;
class QWidget;

namespace whence {

/// A heading in bold type.
QLabel* makeTitle(const QString& text, QWidget* parent);

/// A line of numbers below a figure, which may wrap and can be copied.
QLabel* makeNote(QWidget* parent);

/// A choice that a click does not take the keyboard's focus for, so that keys still play and seek.
QComboBox* makeChoice(const QString& objectName, const QString& purpose, QWidget* parent);

/// A button that Enter presses only while it has the focus, in a dialog too.
QPushButton* makeButton(const char* objectName, const QString& text, QWidget* parent);

/// UTF-8 as Qt's text, and a number with its sign.
QString toText(const std::string& text);
QString signedText(double value);

}  // namespace whence
