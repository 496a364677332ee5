#include "core/store/download.h"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <memory>

#include "core/error.h"
#include "core/store/http_answer.h"
#include "core/store/partial_file.h"

namespace whence {

namespace {

using Clock = std::chrono::steady_clock;

struct EasyCleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiCleanup {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct ListFree {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// One request for the rest of a partial file, and what its answer brings.
class Request {
public:
    Request(const std::string& url, const DownloadOptions& options, PartialFile& part)
        : m_url(url),
          m_options(options),
          m_part(part),
          m_start(part.size()),
          m_easy(curl_easy_init()),
          m_multi(curl_multi_init())
    {
        if (!m_easy || !m_multi)
            throw Error("The download of " + m_url + " can't be started.");
    }

    /// Throws Error, or what `progress` throws. Returns once the content is complete, or if
    /// mustRestart().
    void run(const Progress& progress);

    bool isResumed() const { return m_start > 0 && m_answer.status != 200; }
    /// The server can't continue what there is.
    bool mustRestart() const { return m_mustRestart; }

private:
    void setUp();
    void setUpResuming();
    CURLcode perform(const Progress& progress);
    void judge(CURLcode result);
    Error transferError(CURLcode code) const;
    void receiveHeader(std::string_view line);
    bool receiveBody(std::string_view bytes);
    bool acceptAnswer();
    bool refuse(const std::string& reason);
    bool bringsContent() const { return m_answer.status == 200 || m_answer.status == 206; }

    const std::string& m_url;
    const DownloadOptions& m_options;
    PartialFile& m_part;
    std::uintmax_t m_start = 0;  // bytes that were there before
    std::unique_ptr<CURL, EasyCleanup> m_easy;
    std::unique_ptr<CURLM, MultiCleanup> m_multi;
    std::unique_ptr<curl_slist, ListFree> m_headers;
    HttpAnswer m_answer;         // the last one
    std::uintmax_t m_total = 0;  // bytes of the whole content; 0: unknown
    Clock::time_point m_lastByte;
    bool m_isAccepted = false;
    bool m_mustRestart = false;
    std::string m_problem;  // why the answer was refused, a sentence
    char m_errorText[CURL_ERROR_SIZE] = {};
};

bool startsWith(const std::string& url, std::string_view scheme)
{
    return std::ranges::equal(std::string_view(url).substr(0, scheme.size()), scheme, {},
                              [](unsigned char c) { return std::tolower(c); });
}

void Request::receiveHeader(std::string_view line)
{
    m_lastByte = Clock::now();
    if (line.starts_with("HTTP/"))
        m_isAccepted = false;  // a further answer, after a redirect
    addHeaderLine(m_answer, line);
}

/// Notes why the download is given up; false, for the callers' sake.
bool Request::refuse(const std::string& reason)
{
    m_problem = "The download of " + m_url + " was stopped: " + reason + ".";
    return false;
}

/// Looks at the header of an answer before the first byte of its body is kept; false if it can't be
/// used. An error page is judged at the end.
bool Request::acceptAnswer()
{
    m_isAccepted = true;
    if (!bringsContent())
        return true;
    if (m_answer.status == 200) {
        m_part.clear();
        m_total = m_answer.contentLength.value_or(0);
    } else if (m_answer.rangeStart == m_start) {
        m_total = m_answer.rangeTotal.value_or(0);
    } else {
        m_mustRestart = m_start > 0;
        return refuse("the server sent another part than was asked for");
    }
    if (std::max(m_total, m_part.size() + m_answer.contentLength.value_or(0)) >
        m_options.largestSize) {
        m_part.clear();
        return refuse("it is larger than the " + std::to_string(m_options.largestSize) +
                      " bytes that it may have");
    }
    m_part.setOrigin(m_url, m_answer.validator());
    return true;
}

bool Request::receiveBody(std::string_view bytes)
{
    m_lastByte = Clock::now();
    if (!m_isAccepted && !acceptAnswer())
        return false;
    if (!bringsContent())
        return true;
    if (m_part.size() + bytes.size() > m_options.largestSize) {
        m_part.clear();
        return refuse("it is larger than the " + std::to_string(m_options.largestSize) +
                      " bytes that it may have");
    }
    m_part.append(bytes);
    return true;
}

void Request::setUp()
{
    CURL* const easy = m_easy.get();
    using Callback = std::size_t (*)(char*, std::size_t, std::size_t, void*);
    const Callback onHeader = [](char* data, std::size_t size, std::size_t count, void* self) {
        static_cast<Request*>(self)->receiveHeader({data, size * count});
        return size * count;
    };
    // Exceptions must not pass through the C library.
    const Callback onBody = [](char* data, std::size_t size, std::size_t count, void* self) {
        Request& request = *static_cast<Request*>(self);
        try {
            return request.receiveBody({data, size * count}) ? size * count : 0;
        } catch (const std::exception& error) {
            request.m_problem = error.what();
            return std::size_t(0);
        }
    };
    curl_easy_setopt(easy, CURLOPT_URL, m_url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, 10L);
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR,
                     startsWith(m_url, "https:") ? "https" : "http,https");
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, long(m_options.connectSeconds));
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "Whence");
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_errorText);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, onHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, onBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    if (m_start > 0)
        setUpResuming();
}

/// Asks for what is missing, or for all if the content is no longer the same.
void Request::setUpResuming()
{
    curl_easy_setopt(m_easy.get(), CURLOPT_RANGE, (std::to_string(m_start) + "-").c_str());
    if (m_part.validator().empty())
        return;
    m_headers.reset(curl_slist_append(nullptr, ("If-Range: " + m_part.validator()).c_str()));
    curl_easy_setopt(m_easy.get(), CURLOPT_HTTPHEADER, m_headers.get());
}

/// Drives the transfer step by step, so that it can be cancelled at any time.
CURLcode Request::perform(const Progress& progress)
{
    struct Membership {
        CURLM* multi;
        CURL* easy;
        ~Membership() { curl_multi_remove_handle(multi, easy); }
    } const membership{m_multi.get(), m_easy.get()};
    curl_multi_add_handle(m_multi.get(), m_easy.get());
    m_lastByte = Clock::now();
    for (int running = 1; running > 0;) {
        curl_multi_perform(m_multi.get(), &running);
        if (running > 0)
            curl_multi_poll(m_multi.get(), nullptr, 0, 100, nullptr);
        if (Clock::now() - m_lastByte > std::chrono::seconds(m_options.stallSeconds))
            return CURLE_OPERATION_TIMEDOUT;
        const double size = double(m_part.size());
        progress.report(m_total > 0 && m_isAccepted ? std::min(1.0, size / double(m_total)) : 0.0);
    }
    int left = 0;
    const CURLMsg* const message = curl_multi_info_read(m_multi.get(), &left);
    return message ? message->data.result : CURLE_RECV_ERROR;
}

/// Throws Error, as a sentence, if the transfer did not end well.
void Request::judge(CURLcode result)
{
    if (result == CURLE_OK && !m_isAccepted)
        acceptAnswer();  // there was no body
    if (m_answer.status == 416 && m_start > 0)
        // Nothing is left to send: either all is there or it is another content by now.
        m_mustRestart = m_answer.rangeTotal != m_start;
    if (m_mustRestart || (m_answer.status == 416 && m_start > 0))
        return;
    if (!m_problem.empty())
        throw Error(m_problem);
    if (result == CURLE_OK && !bringsContent())
        throw Error("The server has no file at " + m_url + " (it answered " +
                    std::to_string(m_answer.status) + ").");
    if (result != CURLE_OK)
        throw transferError(result);
    if (m_total > 0 && m_part.size() != m_total)
        throw transferError(CURLE_PARTIAL_FILE);
}

Error Request::transferError(CURLcode code) const
{
    const std::string reason = *m_errorText ? m_errorText : curl_easy_strerror(code);
    const std::string rest =
        " after " + std::to_string(m_part.size()) + " bytes; the next attempt goes on from there.";
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_CONNECT:
            return Error("The server of " + m_url + " can't be reached (" + reason +
                         "); is this computer connected to the internet?");
        case CURLE_OPERATION_TIMEDOUT:
            return Error(m_answer.status == 0 ? "The server of " + m_url + " does not answer."
                                              : "The download of " + m_url + " stalled" + rest);
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_GOT_NOTHING:
        case CURLE_HTTP2_STREAM:
            return Error("The download of " + m_url + " broke off" + rest);
        case CURLE_TOO_MANY_REDIRECTS:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return Error("The address " + m_url + " leads nowhere: " + reason + ".");
        default:
            return Error("The download of " + m_url + " failed: " + reason + ".");
    }
}

void Request::run(const Progress& progress)
{
    setUp();
    judge(perform(progress));
}

}  // namespace

bool download(const std::string& url, const std::filesystem::path& file,
              const DownloadOptions& options, const Progress& progress)
{
    if (!startsWith(url, "https://") && !startsWith(url, "http://"))
        throw Error("The address " + url +
                    " can't be used: it must start with https:// or http://.");
    static const CURLcode initialized = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (initialized != CURLE_OK)
        throw Error("The download of " + url + " can't be started.");
    PartialFile part(file);
    if (part.url() != url)
        part.clear();
    for (;;) {
        Request request(url, options, part);
        request.run(progress);
        if (!request.mustRestart()) {
            part.complete();
            return request.isResumed();
        }
        part.clear();
    }
}

}  // namespace whence
