@echo off
rem Starts Oarlock with the Java of JAVA_HOME, or else the first one on the PATH.
rem OARLOCK_JAVA_OPTS: further options for the Java virtual machine, such as -Xmx4g
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
rem A short run ends before the second compiler pays; for an archive it does, for what runs often.
set "COMPILER=-XX:TieredStopAtLevel=1"
if "%~1"=="batch" set "COMPILER=-XX:Tier4InvocationThreshold=40000 -XX:Tier4CompileThreshold=120000 -XX:Tier4BackEdgeThreshold=320000"
"%JAVA%" -Xlog:disable ^
  -XX:+UseSerialGC %COMPILER% ^
  -Dfile.encoding=UTF-8 -Djava.awt.headless=true ^
  %OARLOCK_JAVA_OPTS% ^
  -cp "%~dp0..\lib\oarlock.jar" org.oarlock.cli.Main %*
exit /b %ERRORLEVEL%
