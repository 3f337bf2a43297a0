// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Macros of Qt 5.15 (Debian's qtbase5-dev): QtCore, QtGui, QtWidgets, QtNetwork, QtTest.
// Taken by g++ -dM -E, from all that <QtCore>, <QtGui>, <QtWidgets>, <QtNetwork> and <QtTest> define,
// less what the headers of C++ itself define. Reserved names are left out, names in capitals, and those with both
// capitals and underscores: ours are never spelt so.

#pragma GCC system_header  // no warning of names that the headers of this system define, too

#define QByteArrayLiteral(...) @
#define QStringLiteral(...) @
#define QStringViewLiteral(...) @
#define emit @
#define foreach @
#define forever @
#define qApp @
#define qCCritical(...) @
#define qCDebug(...) @
#define qCInfo(...) @
#define qCWarning(...) @
#define qCritical @
#define qDebug @
#define qFatal @
#define qGuiApp @
#define qInfo @
#define qMove(...) @
#define qPrintable(...) @
#define qUtf16Printable(...) @
#define qUtf8Printable(...) @
#define qWarning @
#define signals @
#define slots @
