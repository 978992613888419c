// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let pointerFree: [SwiftSetting] = strict + [.strictMemorySafety()]

/// One module of the house; the arrows are drawn in `.github/ARCHITECTURE.md`.
func layer(
  _ name: String,
  _ dependencies: [Target.Dependency] = [],
  settings: [SwiftSetting] = pointerFree
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
  _ name: String,
  _ dependencies: [Target.Dependency],
  exclude: [String] = []
) -> Target {
  .testTarget(
    name: name,
    dependencies: dependencies,
    exclude: exclude,
    swiftSettings: strict
  )
}

let package = Package(
  name: "orderdeck",
  products: [.executable(name: "orderdeck", targets: ["orderdeck"])],
  targets: [
    .systemLibrary(name: "CNCurses", providers: [.apt(["libncursesw5-dev"])]),
    .systemLibrary(name: "CHost"),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .target(
      name: "BuiltInThemes",
      path: "themes",
      resources: [
        .embedInCode("colorblind.theme"), .embedInCode("dark.theme"),
        .embedInCode("high-contrast.theme"), .embedInCode("light.theme"),
        .embedInCode("monochrome.theme"), .embedInCode("terminal.theme"),
      ],
      swiftSettings: strict
    ),

    layer("Commerce"),
    layer("JSON"),
    layer("Screen"),
    layer("Host", ["Commerce", "CHost"], settings: strict),
    layer("Settings", ["Commerce"]),
    layer("SQLiteKit", ["CSQLite"], settings: strict),
    layer("Store", ["SQLiteKit", "Commerce"]),
    layer("Desk", ["Store", "SQLiteKit", "JSON", "Commerce"]),
    layer("Sync", ["Store", "SQLiteKit", "Host", "JSON", "Commerce"]),
    layer("Demo", ["Desk", "Sync", "Store", "SQLiteKit", "Host", "JSON", "Commerce"]),
    layer("Reports", ["JSON", "Screen", "Commerce"]),
    layer("Widgets", ["Screen"]),
    layer("Theming", ["Screen", "Settings", "BuiltInThemes", "Commerce"]),
    layer("Console", ["Widgets", "Screen", "Commerce"]),
    layer("Terminal", ["Theming", "Screen", "CNCurses"], settings: strict),
    layer(
      "ConsoleRuntime",
      [
        "Console", "Terminal", "Theming", "Desk", "Sync", "Reports", "Store", "SQLiteKit",
        "Settings", "Host", "JSON", "Screen", "Commerce",
      ]
    ),
    layer(
      "Commands",
      [
        "ConsoleRuntime", "Console", "Demo", "Desk", "Sync", "Reports", "Store", "SQLiteKit",
        "Terminal", "Theming", "Settings", "Host", "JSON", "Screen", "Commerce",
      ]
    ),
    .executableTarget(name: "orderdeck", dependencies: ["Commands"], swiftSettings: strict),
    .executableTarget(
      name: "BareConsole",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("sqlite3")]
    ),
    .executableTarget(
      name: "orderdeckBench",
      dependencies: [
        "orderdeck", "BareConsole", "Desk", "Sync", "Store", "SQLiteKit", "Host", "JSON",
        "Commerce", "CHost", "CSQLite",
      ],
      swiftSettings: strict
    ),

    .target(
      name: "TestSupport",
      dependencies: ["SQLiteKit"],
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    .executableTarget(
      name: "TerminalProbe",
      dependencies: ["Terminal", "Theming", "Host", "Screen"],
      path: "Tests/TerminalProbe",
      swiftSettings: strict
    ),
    .target(
      name: "RuleTables",
      dependencies: ["SQLiteKit", "Commerce"],
      path: "Tests/RuleTables",
      swiftSettings: strict
    ),
    tests("TerminalTests", ["Terminal", "Theming", "Screen", "TestSupport", "TerminalProbe"]),
    tests(
      "DeskTests",
      ["Desk", "Store", "SQLiteKit", "JSON", "Commerce", "RuleTables", "TestSupport"]
    ),
    tests(
      "CommandsTests",
      [
        "Commands", "Console", "Host", "JSON", "Store", "SQLiteKit", "Commerce", "RuleTables",
        "TestSupport", "orderdeck",
      ]
    ),
    tests("ProgramTests", ["Store", "SQLiteKit", "Commerce", "TestSupport", "orderdeck"]),
    tests("HostTests", ["Host", "Commerce", "TestSupport"]),
    tests("CommerceTests", ["Commerce", "TestSupport"]),
    tests("ScreenTests", ["Screen"]),
    tests("SettingsTests", ["Settings", "Commerce"]),
    tests("WidgetsTests", ["Widgets", "Screen"]),
    tests("ThemingTests", ["Theming", "Settings", "Screen"]),
    tests(
      "ConsoleTests",
      ["Console", "Screen", "Commerce", "TestSupport"],
      exclude: ["Screens"]
    ),
    tests(
      "DemoTests",
      ["Demo", "Desk", "Sync", "Store", "SQLiteKit", "JSON", "Commerce", "TestSupport"]
    ),
    tests(
      "ConsoleRuntimeTests",
      ["ConsoleRuntime", "Console", "Store", "SQLiteKit", "Commerce", "TestSupport"]
    ),
    tests("HouseRulesTests", []),
    tests("JSONTests", ["JSON"]),
    tests("SQLiteKitTests", ["SQLiteKit", "CSQLite", "TestSupport"]),
    tests(
      "SyncTests",
      ["Sync", "Desk", "Store", "SQLiteKit", "Host", "JSON", "Commerce", "TestSupport"]
    ),
    tests(
      "StoreTests",
      ["Store", "SQLiteKit", "Commerce", "TestSupport"],
      exclude: ["schema.sql"]
    ),
  ]
)
