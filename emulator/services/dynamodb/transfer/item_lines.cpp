#include "services/dynamodb/transfer/item_lines.h"

#include "services/dynamodb/errors.h"

namespace orrery::dynamodb {
namespace {

constexpr std::size_t longest_line = 16 << 20;  // an item of 400 KB is never that long

[[noreturn]] void refuse(std::string what) { throw validation(std::move(what)); }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

class JsonLines final : public ItemLines {
  std::optional<Found> read(std::string_view text, bool ended) override {
    const std::size_t end = text.find('\n');
    if (end == text.npos && (!ended || text.empty())) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    Found found{end == text.npos ? text.size() : end + 1, std::nullopt};
    if (is_blank(line)) return found;
    auto value = parse_json(line);
    if (!value || !value->is_object()) refuse("The line is not a JSON object");
    json::value* item = find(value->as_object(), "Item");
    if (!item || !item->is_object()) refuse("The line has no Item");
    found.attributes = std::move(item->as_object());
    return found;
  }
};

class CsvLines final : public ItemLines {
 public:
  CsvLines(const Table& table, char delimiter, std::vector<std::string> headers)
      : definitions_(table.definitions), delimiter_(delimiter), headers_(std::move(headers)) {}

 private:
  std::optional<Found> read(std::string_view text, bool ended) override {
    std::vector<std::string> cells;
    const auto size = read_cells(text, ended, cells);
    if (!size) return std::nullopt;
    Found found{*size, std::nullopt};
    if (is_blank(text.substr(0, *size))) return found;
    if (headers_.empty()) {
      headers_ = std::move(cells);
      return found;
    }
    if (cells.size() > headers_.size()) refuse("The line has more columns than the header");
    json::object& attributes = found.attributes.emplace();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      attributes[boost_view(headers_[i])] = json::object{{boost_view(type_of(headers_[i])), cells[i]}};
    }
    return found;
  }

  // The bytes of the line with its end; line breaks between quotes are part of a cell.
  std::optional<std::size_t> read_cells(std::string_view text, bool ended, std::vector<std::string>& cells) {
    if (text.empty()) return std::nullopt;
    bool quoted = false;
    cells.emplace_back();
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quoted) {
        if (c != '"') {
          cells.back() += c;
        } else if (i + 1 < text.size() && text[i + 1] == '"') {
          cells.back() += text[++i];
        } else if (i + 1 < text.size() || ended) {
          quoted = false;
        }
      } else if (c == '"' && cells.back().empty()) {
        quoted = true;
      } else if (c == delimiter_) {
        cells.emplace_back();
      } else if (c == '\n') {
        if (cells.back().ends_with('\r')) cells.back().pop_back();
        return i + 1;
      } else {
        cells.back() += c;
      }
    }
    if (!ended) return std::nullopt;
    if (quoted) refuse("The quotes of a cell do not end");
    return text.size();
  }

  std::string_view type_of(std::string_view name) const {
    for (const auto& [key, type] : definitions_) {
      if (key == name) return type;
    }
    return "S";
  }

  std::vector<std::pair<std::string, std::string>> definitions_;
  char delimiter_;
  std::vector<std::string> headers_;
};

}  // namespace

std::optional<json::object> ItemLines::next() {
  while (true) {
    const std::string_view rest = std::string_view(text_).substr(at_);
    auto found = read(rest, ended_);
    if (!found) {
      if (rest.size() > longest_line) refuse("The line is too long");
      text_.erase(0, at_);
      at_ = 0;
      return std::nullopt;
    }
    at_ += found->size;
    if (found->attributes) return std::move(found->attributes);
  }
}

std::unique_ptr<ItemLines> make_json_lines() { return std::make_unique<JsonLines>(); }

std::unique_ptr<ItemLines> make_csv_lines(const Table& table, char delimiter,
                                          std::vector<std::string> headers) {
  return std::make_unique<CsvLines>(table, delimiter, std::move(headers));
}

}  // namespace orrery::dynamodb
