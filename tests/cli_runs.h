#pragma once

// Runs of whence-cli as a user would start them, and what they leave on the disk.

#include <sys/resource.h>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <filesystem>
#include <functional>
#include <set>
#include <string>

namespace whence::test {

struct CliOutcome {
    int code = -1;  // -1: ended by a signal or never
    QString output;
    QString error;

    /// The error is one line, of whence-cli, that ends like a sentence.
    bool isOneSentence() const
    {
        return error.startsWith("whence-cli: ") && error.endsWith(".\n") && error.count('\n') == 1;
    }
};

/// The outcome of a run that was started.
inline CliOutcome finishCli(QProcess& process)
{
    process.waitForFinished(300000);
    return {process.exitStatus() == QProcess::NormalExit && process.state() == QProcess::NotRunning
                ? process.exitCode()
                : -1,
            QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

/// A run in the caller's own surroundings.
inline CliOutcome runCli(const QStringList& words)
{
    QProcess process;
    process.start(WHENCE_CLI, words);
    return finishCli(process);
}

/// A place of their own for the runs of a test: a working folder, and caches and models beside it
/// that nobody else has.
class CliPlace {
public:
    CliPlace() { QDir(m_folder.path()).mkpath("work"); }

    /// Starts a run; its standard error is a pipe.
    void start(QProcess& process, const QStringList& words) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_CACHE_HOME", m_folder.filePath("cache"));
        environment.insert("XDG_DATA_HOME", m_folder.filePath("data"));
        environment.insert("OMP_WAIT_POLICY", "passive");
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_folder.filePath("work"));
        process.start(WHENCE_CLI, words);
    }

    CliOutcome run(const QStringList& words) const
    {
        QProcess process;
        return run(process, words);
    }

    /// With a limit in bytes on every file that is written, as a full disk would have it.
    CliOutcome runWithFileLimit(rlim_t limit, const QStringList& words) const
    {
        QProcess process;
        process.setChildProcessModifier([limit] {
            const rlimit both{limit, limit};
            ::setrlimit(RLIMIT_FSIZE, &both);
        });
        return run(process, words);
    }

    /// The path of something in the working folder.
    std::filesystem::path at(const std::string& name) const { return work() / name; }
    std::filesystem::path work() const { return root() / "work"; }
    std::filesystem::path root() const { return m_folder.path().toStdString(); }

    /// All files and folders below one of this place ("work", "cache", "data"), hidden ones too.
    std::set<std::string> content(const std::string& below = "work") const
    {
        namespace fs = std::filesystem;
        std::set<std::string> names;
        if (fs::exists(root() / below))
            for (const auto& entry : fs::recursive_directory_iterator(root() / below))
                names.insert(entry.path().lexically_relative(root() / below).string());
        return names;
    }

private:
    CliOutcome run(QProcess& process, const QStringList& words) const
    {
        start(process, words);
        return finishCli(process);
    }

    QTemporaryDir m_folder;
};

}  // namespace whence::test
