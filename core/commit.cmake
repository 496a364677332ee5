# Writes commit.cpp, the commit of the source tree ROOT, into the working directory.
find_package(Git QUIET)
set(commit unknown)
if(GIT_FOUND)
    execute_process(COMMAND ${GIT_EXECUTABLE} -C ${ROOT} describe --always --dirty=+changes
                            --exclude * --abbrev=12
                    OUTPUT_VARIABLE described ERROR_QUIET RESULT_VARIABLE failed
                    OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT failed)
        set(commit ${described})
    endif()
endif()
set(text "#include \"core/analysis.h\"

namespace whence {

std::string programCommit()
{
    return \"${commit}\";
}

}  // namespace whence
")
set(old "")
if(EXISTS commit.cpp)
    file(READ commit.cpp old)
endif()
if(NOT old STREQUAL text)
    file(WRITE commit.cpp "${text}")
endif()
