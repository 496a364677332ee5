#pragma once

// An HTTP server on loopback whose answers a test makes up, bytes and manners.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace whence::test {

struct HttpRequest {
    std::string path;
    std::map<std::string, std::string> header;  // names in lower case

    std::string value(const std::string& name) const
    {
        const auto found = header.find(name);
        return found == header.end() ? "" : found->second;
    }
};

/// One connection of a client; it is closed when the handler returns.
class HttpConnection {
public:
    HttpConnection(int socket, const std::atomic<bool>& isStopping)
        : m_socket(socket), m_isStopping(isStopping)
    {
    }
    void send(const std::string& bytes) const
    {
        for (std::size_t done = 0; done < bytes.size();) {
            const ssize_t count =
                ::send(m_socket, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
            if (count <= 0)
                return;
            done += std::size_t(count);
        }
    }
    /// A status line ("200 OK"), header lines and a body with its length.
    void answer(const std::string& status, const std::string& header, const std::string& body) const
    {
        send("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + header +
             "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    /// Says nothing more until the client has gone or the server ends.
    void stall() const
    {
        while (!m_isStopping) {
            pollfd state{m_socket, POLLIN, 0};
            char byte = 0;
            if (::poll(&state, 1, 20) > 0 && ::recv(m_socket, &byte, 1, 0) <= 0)
                return;
        }
    }

private:
    int m_socket;
    const std::atomic<bool>& m_isStopping;
};

class HttpServer {
public:
    using Handler = std::function<void(const HttpRequest&, const HttpConnection&)>;

    explicit HttpServer(Handler handler) : m_handler(std::move(handler))
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), length);
        ::listen(m_listener, 8);
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &length);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { run(); });
    }
    ~HttpServer()
    {
        m_isStopping = true;
        m_thread.join();
        ::close(m_listener);
    }

    std::string url(const std::string& path = "/file") const
    {
        return "http://127.0.0.1:" + std::to_string(m_port) + path;
    }
    /// All requests so far.
    std::vector<HttpRequest> requests() const
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

private:
    void run()
    {
        while (!m_isStopping) {
            pollfd state{m_listener, POLLIN, 0};
            if (::poll(&state, 1, 20) <= 0)
                continue;
            const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0)
                continue;
            const HttpRequest request = receive(socket);
            {
                const std::lock_guard lock(m_mutex);
                m_requests.push_back(request);
            }
            m_handler(request, HttpConnection(socket, m_isStopping));
            ::shutdown(socket, SHUT_WR);
            ::close(socket);
        }
    }
    static HttpRequest receive(int socket)
    {
        std::string text;
        char byte = 0;
        while (!text.ends_with("\r\n\r\n") && ::recv(socket, &byte, 1, 0) == 1)
            text += byte;
        HttpRequest request;
        const std::size_t blank = text.find(' ');
        request.path = text.substr(blank + 1, text.find(' ', blank + 1) - blank - 1);
        for (std::size_t line = text.find("\r\n"); line + 2 < text.size();) {
            const std::size_t end = text.find("\r\n", line + 2);
            const std::string field = text.substr(line + 2, end - line - 2);
            if (const std::size_t colon = field.find(": "); colon != std::string::npos) {
                std::string name = field.substr(0, colon);
                std::ranges::transform(name, name.begin(),
                                       [](unsigned char c) { return char(std::tolower(c)); });
                request.header[name] = field.substr(colon + 2);
            }
            line = end;
        }
        return request;
    }

    Handler m_handler;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<bool> m_isStopping = false;
    mutable std::mutex m_mutex;
    std::vector<HttpRequest> m_requests;
    std::thread m_thread;
};

/// A handler that serves one content with an ETag and understands Range and If-Range.
inline HttpServer::Handler serve(const std::string& content, const std::string& etag = "\"1\"")
{
    return [=](const HttpRequest& request, const HttpConnection& connection) {
        const std::string range = request.value("range");
        const std::string condition = request.value("if-range");
        const std::string header = etag.empty() ? "" : "ETag: " + etag + "\r\n";
        if (range.empty() || (!condition.empty() && condition != etag)) {
            connection.answer("200 OK", header, content);
            return;
        }
        const std::size_t start = std::stoul(range.substr(6));  // "bytes=100-"
        if (start >= content.size()) {
            connection.answer("416 Range Not Satisfiable",
                              "Content-Range: bytes */" + std::to_string(content.size()) + "\r\n",
                              "");
            return;
        }
        connection.answer("206 Partial Content",
                          header + "Content-Range: bytes " + std::to_string(start) + "-" +
                              std::to_string(content.size() - 1) + "/" +
                              std::to_string(content.size()) + "\r\n",
                          content.substr(start));
    };
}

}  // namespace whence::test
