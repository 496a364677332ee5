#pragma once

#include <memory>

class QGuiApplication;

namespace whence {

/// What drawing needs of Qt, without a display. One at a time; keep it as long as things are drawn.
class Offscreen {
public:
    Offscreen();
    ~Offscreen();
    Offscreen(const Offscreen&) = delete;
    Offscreen& operator=(const Offscreen&) = delete;

private:
    std::unique_ptr<QGuiApplication> m_application;
};

}  // namespace whence
