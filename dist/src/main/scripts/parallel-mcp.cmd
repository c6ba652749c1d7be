@echo off
rem Starts parallel-mcp on the Java of this machine, with little memory and, on Java 19 or later, a cache of loaded
rem classes, which Java keeps itself. docs/start-up.md tells what is cached where, and how to turn that off.
rem
rem Standard output belongs to the protocol: nothing here, and nothing that the JVM has to say, may reach it.

setlocal DisableDelayedExpansion

set "jar=%~dp0parallel-mcp-server.jar"
if not exist "%jar%" (
  >&2 echo parallel-mcp: "%jar%" is missing; keep it beside this script
  exit /b 1
)

set "java="
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
if not defined java for %%I in (java.exe) do set "java=%%~$PATH:I"
if not defined java (
  >&2 echo parallel-mcp: there is no Java; install Java 17 or later, or name its folder in JAVA_HOME
  exit /b 1
)

rem Nearly every Java says its version in a file beside it, so that it need not be run for that.
set "version="
set "identity="
for %%I in ("%java%") do if exist "%%~dpI..\release" set "identity=%%~dpI..\release"
if defined identity for /f "usebackq tokens=2 delims==" %%V in (`findstr /b "JAVA_VERSION=" "%identity%"`) do set "version=%%~V"
if not defined version for /f "tokens=3" %%V in ('""%java%" -version 2^>^&1" ^| findstr /c:" version "') do set "version=%%~V"
for /f "delims=.-+" %%V in ("%version%") do set "feature=%%V"
if not defined feature set "feature=0"
if %feature% lss 17 (
  >&2 echo parallel-mcp: Java 17 or later is needed, "%java%" is %version%; name another in JAVA_HOME
  exit /b 1
)

set "cache=%PARALLEL_MCP_CACHE%"
if not defined cache if defined LOCALAPPDATA set "cache=%LOCALAPPDATA%\parallel-mcp\cache"
if /i "%cache%"=="off" set "cache="
set "archive="
if %feature% lss 19 set "cache="
if defined cache (
  if not exist "%cache%\" mkdir "%cache%" >nul 2>&1
  rem Java makes it anew when the jar or Java is another one.
  if exist "%cache%\" set "archive=%cache%\classes-java%feature%.jsa"
)

set "options=-Xmx512m -XX:TieredStopAtLevel=1 -XX:-UsePerfData -XX:+DisplayVMOutputToStderr -Xlog:disable"
rem Java refuses two collectors.
echo "%PARALLEL_MCP_JAVA_OPTS% %JAVA_TOOL_OPTIONS% %JDK_JAVA_OPTIONS% %_JAVA_OPTIONS%" | findstr /r /c:"-XX:+Use.*GC" >nul
if errorlevel 1 set "options=%options% -XX:+UseSerialGC"

if defined archive (
  "%java%" %options% %PARALLEL_MCP_JAVA_OPTS% -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%archive%" -jar "%jar%" %*
) else (
  "%java%" %options% %PARALLEL_MCP_JAVA_OPTS% -jar "%jar%" %*
)
exit /b %errorlevel%
