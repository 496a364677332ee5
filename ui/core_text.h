#pragma once

#include <QString>
#include <string>

namespace whence {

/// What the core says in English (names, sentences, messages), in the language of the window; what
/// there is no translation of stays as it is. A message that quotes another has both translated.
QString localized(const std::string& text);
QString localized(const QString& text);

/// The name of a feature, an emotion or a stem for people: displayName() in the window's language.
QString nameText(const std::string& name);

/// What the name of a feature or an emotion means, "melody: how melodious the music is …"; the name
/// alone if that is not known.
QString meaningText(const std::string& name);

}  // namespace whence
