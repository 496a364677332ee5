# Installs the build into an empty folder and runs whence-cli from there, where it must find its
# libraries and the built-in models.
# Called as: cmake -DBUILD=<build folder> -DPREFIX=<folder, emptied> -P install.cmake
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX}
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -E env --unset=WHENCE_RESOURCES XDG_DATA_HOME=${PREFIX}/data
    ${PREFIX}/bin/whence-cli models list OUTPUT_VARIABLE models COMMAND_ERROR_IS_FATAL ANY)
if(NOT models MATCHES "whence-demonstration" OR NOT models MATCHES "whence-5stems")
    message(FATAL_ERROR "The installed program does not find the built-in models:\n${models}")
endif()
execute_process(COMMAND ${PREFIX}/bin/whence-cli models show whence-demonstration
    OUTPUT_VARIABLE card COMMAND_ERROR_IS_FATAL ANY)
foreach(file IN ITEMS bin/whence share/applications/whence.desktop share/man/man1/whence-cli.1
        share/metainfo/whence.metainfo.xml share/mime/packages/whence.xml
        share/whence/example/drums.ogg share/icons/hicolor/scalable/apps/whence.svg)
    if(NOT EXISTS ${PREFIX}/${file})
        message(FATAL_ERROR "${file} was not installed.")
    endif()
endforeach()
file(REMOVE_RECURSE ${PREFIX})
