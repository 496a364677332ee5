#pragma once

#include <QUndoStack>
#include <functional>
#include <vector>

#include "ui/stem_mix.h"

namespace whence {

/// The changes of the stems' gains and mutes, to be undone and redone. Moves of one fader in quick
/// succession are one change. Solo is for listening and stays as it is.
class ControlHistory : public QUndoStack {
    Q_OBJECT

public:
    using Apply = std::function<void(const std::vector<StemControl>&)>;

    /// `apply` puts controls into effect, whose solos do not count.
    explicit ControlHistory(Apply apply, QObject* parent = nullptr);

    /// Changes the controls from `before` to `after`; `stem` is the one that was touched, -1 if
    /// several were.
    void change(const std::vector<StemControl>& before, const std::vector<StemControl>& after,
                int stem);

private:
    Apply m_apply;
};

}  // namespace whence
