#pragma once

#include <QString>

namespace whence {

struct Instruments;

/// What the user has chosen for every recording; kept in the settings.
struct Preferences {
    QString model;             // file; empty: the built-in one
    QString separator;         // likewise
    QString device;            // to play on; empty: the system's default
    QString language;          // "en", "de"; empty: the system's
    int threads = 0;           // of the processor, to compute with; 0: all
    bool keepsResults = true;  // stems and analyses, for the next time
};

Preferences preferences();
void setPreferences(const Preferences& preferences);

/// The instruments they name, with the built-in ones for what is missing there: then `missing`
/// says so in a sentence. Throws Error if there are no built-in ones either.
Instruments preferredInstruments(const Preferences& preferences, QString* missing = nullptr);

}  // namespace whence
