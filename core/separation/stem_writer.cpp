#include "core/separation/stem_writer.h"

#include "core/audio/loudness.h"

namespace whence {

namespace {

constexpr std::size_t blockFrames = 1 << 16;

}  // namespace

StemWriter::StemWriter(const std::filesystem::path& folder, const std::string& name, int sampleRate,
                       int channels)
    : m_file(folder / (name + ".flac")),
      m_sampleRate(sampleRate),
      m_channels(channels),
      m_writer(m_file, sampleRate, channels)
{
}

void StemWriter::write(const AudioBuffer& block)
{
    if (m_file.extension() == ".flac" && peak(block) > 1.0f)
        continueAsWav();
    m_writer.write(block);
    m_isEmpty = m_isEmpty && block.frames() == 0;
}

void StemWriter::continueAsWav()
{
    const std::filesystem::path flac = m_file;
    m_file.replace_filename(flac.stem().string() + ".wav");
    AudioWriter wav(m_file, m_sampleRate, m_channels);
    if (!m_isEmpty) {
        m_writer.finish();
        AudioReader reader(flac);
        for (AudioBuffer block = reader.read(blockFrames); block.frames() > 0;
             block = reader.read(blockFrames))
            wav.write(block);
        std::filesystem::remove(flac);
    }
    m_writer = std::move(wav);
}

std::filesystem::path StemWriter::finish()
{
    m_writer.finish();
    return m_file;
}

}  // namespace whence
