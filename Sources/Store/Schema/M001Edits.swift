/// Fields that staff have edited: theirs whatever the source says, with what it says beside them.
///
/// The column `orders.edited` holds an object with a member for each such field: the source's own
/// value, kept anew with each newer snapshot. Where it is NULL all fields are the source's.
extension M001 {
  /// Whether a field of a row of `orders` is the staff's.
  static func isEdited(_ field: String, of order: String) -> String {
    "json_type(\(order).edited, '$.\(field)') IS NOT NULL"
  }

  /// An item or an amount of an order when a snapshot comes: staff's, or what it says.
  static func unlessEdited(_ column: String, _ value: String) -> String {
    "CASE WHEN \(isEdited("items", of: "orders")) THEN \(column) ELSE \(value) END"
  }

  /// What the source says of edited fields, by the snapshot NEW.
  static let editedAnew = """
    CASE WHEN edited IS NOT NULL THEN json_replace(edited,
            '$.shipping_address', json(NEW.shipping_address), '$.customer_notes', NEW.customer_notes,
            '$.items', json_object('items', json(NEW.items), 'shipping_amount', NEW.shipping_amount,
              'tax_amount', NEW.tax_amount, 'discount_amount', NEW.discount_amount,
              'total_amount', NEW.total_amount, 'currency', NEW.currency)) END
    """

  // MARK: What the source says of an order, edited or not

  static func saidTotal(_ order: String) -> String {
    "coalesce(\(order).edited ->> '$.items.total_amount', \(order).total_amount)"
  }

  static func saidCurrency(_ order: String) -> String {
    "coalesce(\(order).edited ->> '$.items.currency', \(order).currency)"
  }

  static func saidAddress(_ order: String) -> String {
    "nullif(\(order).edited -> '$.shipping_address', 'null')"
  }

  /// Items and total of `o` in words, as it has them.
  static let storedContent = content(storedItems, "o.total_amount", "o.currency")

  static let saidContent = """
    CASE WHEN \(isEdited("items", of: "o"))
            THEN \(content(itemList(saidItems), saidTotal("o"), saidCurrency("o")))
            ELSE \(storedContent) END
    """

  static let saidSummary = """
    CASE WHEN \(isEdited("items", of: "o")) THEN \(itemSummary(saidItems))
            ELSE \(storedSummary) END
    """

  private static let saidItems = "(o.edited -> '$.items.items')"

  // MARK: Conflicts

  /// What a newer snapshot says other than the one before of a field that staff have edited.
  static let changedEdits = """
    CASE WHEN \(isNewer) AND \(isEdited("items", of: "o"))
              AND \(newContent) <> \(saidContent) AND \(newContent) <> \(storedContent)
            THEN json_array('edited_items', \(storedContent), \(newContent)) END,
          CASE WHEN \(isNewer) AND \(isEdited("customer_notes", of: "o"))
              AND NEW.customer_notes IS NOT (o.edited ->> '$.customer_notes')
              AND NEW.customer_notes IS NOT o.customer_notes
            THEN json_array('edited_notes', o.customer_notes, NEW.customer_notes) END
    """

  private static let isNewer =
    "o.id = NEW.id AND o.source = NEW.source AND o.source_updated_at < NEW.updated_at"

  private static let newContent = content(
    itemList("NEW.items"),
    "NEW.total_amount",
    "NEW.currency"
  )
}
