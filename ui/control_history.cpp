#include "ui/control_history.h"

#include <QElapsedTimer>

namespace whence {

namespace {

constexpr qint64 kSameMove = 1000;  // ms between two steps of one move of a fader
constexpr int kCommandId = 1;

class ControlChange : public QUndoCommand {
public:
    ControlChange(const ControlHistory::Apply& apply, std::vector<StemControl> before,
                  std::vector<StemControl> after, int stem)
        : QUndoCommand(ControlHistory::tr("change of gains")),
          m_apply(apply),
          m_before(std::move(before)),
          m_after(std::move(after)),
          m_stem(stem)
    {
        m_clock.start();
    }

    void undo() override { m_apply(m_before); }
    void redo() override { m_apply(m_after); }
    int id() const override { return kCommandId; }

    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* const next = static_cast<const ControlChange*>(other);
        const bool isSameMove =
            m_stem >= 0 && next->m_stem == m_stem && m_clock.elapsed() < kSameMove &&
            next->m_after[std::size_t(m_stem)].isMuted == m_after[std::size_t(m_stem)].isMuted;
        if (!isSameMove)
            return false;
        m_after = next->m_after;
        m_clock.restart();
        return true;
    }

private:
    const ControlHistory::Apply& m_apply;
    std::vector<StemControl> m_before;
    std::vector<StemControl> m_after;
    int m_stem;
    QElapsedTimer m_clock;
};

}  // namespace

ControlHistory::ControlHistory(Apply apply, QObject* parent)
    : QUndoStack(parent), m_apply(std::move(apply))
{
}

void ControlHistory::change(const std::vector<StemControl>& before,
                            const std::vector<StemControl>& after, int stem)
{
    push(new ControlChange(m_apply, before, after, stem));
}

void ControlHistory::forgetControls()
{
    for (int i = 0; i < count(); ++i)
        if (command(i)->id() == kCommandId)
            return clear();
}

}  // namespace whence
