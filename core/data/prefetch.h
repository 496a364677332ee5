#pragma once

#include <deque>
#include <functional>
#include <future>

namespace whence {

/// The values make(0), make(1), … make(count − 1) in order, made by threads up to `ahead` values
/// before they are asked for. What make() throws comes out of next(). The destructor waits for what
/// has been begun.
template <typename Value>
class Prefetch {
public:
    Prefetch(int count, int ahead, std::function<Value(int)> make)
        : m_make(std::move(make)), m_count(count)
    {
        for (int i = 0; i < ahead; ++i)
            begin();
    }

    /// The next value; only to be called `count` times.
    Value next()
    {
        if (m_pending.empty())
            begin();
        Value value = m_pending.front().get();
        m_pending.pop_front();
        begin();
        return value;
    }

private:
    void begin()
    {
        if (m_begun < m_count)
            m_pending.push_back(std::async(std::launch::async, m_make, m_begun++));
    }

    std::function<Value(int)> m_make;
    int m_count = 0;
    int m_begun = 0;
    std::deque<std::future<Value>> m_pending;
};

}  // namespace whence
