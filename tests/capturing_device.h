#pragma once

#include <QFile>
#include <QTest>

namespace whence::test {

/// An ALSA configuration whose default device writes what is played to out.wav in
/// the folder, unpaced.
inline void useCapturingDevice(const QString& folder)
{
    QFile file(folder + "/asound.conf");
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(QString(R"(
pcm.null_out { type null }
pcm.f { type file slave.pcm "null_out" file "%1/out.wav" format "wav" }
pcm.cap { type plug slave { pcm "f" format S16_LE rate 44100 channels 2 }
          hint { show on description "capture" } }
pcm.!default { type plug slave { pcm "f" format S16_LE rate 44100 channels 2 } }
)")
                   .arg(folder)
                   .toUtf8());
    qputenv("ALSA_CONFIG_PATH", file.fileName().toUtf8());
}

}  // namespace whence::test
