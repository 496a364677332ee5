#pragma once

#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>
#include <vector>

#include "core/explain/what_if.h"
#include "ui/document.h"
#include "ui/stem_mix.h"
#include "ui/task.h"

namespace whence {

/// What the model would hear in the explained window if the stems were as loud as the faders say:
/// an estimate at once, the model's own answer when the faders rest. Solo is for listening only.
class WhatIf : public QObject {
    Q_OBJECT

public:
    explicit WhatIf(const Document& document, QObject* parent = nullptr);

    void setControls(const std::vector<StemControl>& controls);
    /// The document's analysis is another one, and maybe of other stems or another model.
    void restart();

    /// None: nothing is changed.
    const std::optional<Prediction>& prediction() const { return m_prediction; }
    bool isEstimate() const { return m_isEstimate; }

    /// Keeps what the model hears now, once it has been asked, for the report.
    void keep();
    const std::vector<WhatIfState>& keptStates() const { return m_kept; }
    void setKept(std::vector<WhatIfState> states);
    /// Keeps the state no longer.
    void forget(const WhatIfState& state);
    /// Keeps a state again, at its place among the others.
    void restore(const WhatIfState& state, int place);

    /// Looks for the smallest change of gains that brings an emotion to a value.
    void search(const GainSearch& search);
    /// Asks what changes as this stem gets 12 dB softer.
    void testStem(int stem);

Q_SIGNALS:
    void changed();
    /// The answers are to other stems or of another model now.
    void restarted();
    /// One state more is kept, which the user wanted.
    void kept(const whence::WhatIfState& state);
    /// Others than before are kept.
    void keptChanged();
    void found(const whence::GainChange& change);
    void tested(const whence::StemTest& test);
    void searching(double done);
    void failed(const QString& message);

private:
    using Spectrograms = std::shared_ptr<const MixSpectrograms>;
    struct Inputs;

    std::optional<Inputs> inputs() const;
    void predict();
    void keepIfKnown();

    const Document& m_document;
    StemGains m_gains;
    std::optional<Prediction> m_prediction;
    bool m_isEstimate = false;
    bool m_isKeepWanted = false;
    std::vector<WhatIfState> m_kept;
    std::shared_ptr<const StemSet> m_stems;       // that the answers are about
    std::shared_ptr<const EmotionModel> m_model;  // that gives them
    Spectrograms m_spectrograms;  // of the explained window's stems; none: not yet needed
    QTimer m_rest;
    Task m_task;
    Task m_search;
    Task m_test;
};

/// The gain of each stem in dB as a what-if takes it: −infinity where it is muted.
StemGains gainsOf(const std::vector<StemControl>& controls);

}  // namespace whence
