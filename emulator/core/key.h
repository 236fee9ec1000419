#pragma once
// Keys of the store: parts that sort as their values do, so that a prefix of parts is a range.
//
//   text part    bytes with 00 written as 00 FF, ended by 00 01
//   number part  8 bytes, big endian
//   raw part     as it is; only last
//
// Every key begins with the service's name; below that the service's own file says its grammar.
#include <cstdint>
#include <string>
#include <string_view>

namespace orrery {

class Key {
 public:
  Key() = default;
  explicit Key(std::string_view service) { text(service); }
  Key& text(std::string_view part);
  Key& number(std::uint64_t part);
  Key& raw(std::string_view part);
  const std::string& bytes() const { return bytes_; }
  operator std::string_view() const { return bytes_; }

 private:
  std::string bytes_;
};

// Reads the parts back in the same order. Asserts that the key has them.
class KeyReader {
 public:
  explicit KeyReader(std::string_view key) : rest_(key) {}
  std::string text();
  std::uint64_t number();
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace orrery
