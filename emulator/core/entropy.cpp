#include "core/entropy.h"

#include <cassert>

namespace orrery {
namespace {

// FNV-1a, so that a fork depends on its name and on nothing of the platform.
std::uint64_t name_hash(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (unsigned char byte : name) hash = (hash ^ byte) * 0x100000001b3;
  return hash;
}

}  // namespace

Entropy Entropy::fork(std::string_view name) const {
  return Entropy(seed_ * 0x9e3779b97f4a7c15 ^ name_hash(name));
}

std::uint64_t Entropy::seed_from_system() {
  std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

std::uint64_t Entropy::below(std::uint64_t bound) {
  assert(bound > 0);
  return engine_() % bound;  // the bias is below 2^-32 for every bound used here
}

double Entropy::fraction() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }

std::string Entropy::hex(std::size_t digits) {
  constexpr std::string_view alphabet = "0123456789abcdef";
  std::string text(digits, '0');
  std::uint64_t bits = 0;
  for (std::size_t index = 0; index < digits; ++index, bits >>= 4) {
    if (index % 16 == 0) bits = engine_();
    text[index] = alphabet[bits & 15];
  }
  return text;
}

std::string Entropy::letters(std::size_t count) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::string text(count, 'A');
  for (char& letter : text) letter = alphabet[below(alphabet.size())];
  return text;
}

std::string Entropy::uuid() {
  std::string digits = hex(32);
  digits[12] = '4';
  digits[16] = "89ab"[below(4)];
  return digits.substr(0, 8) + '-' + digits.substr(8, 4) + '-' + digits.substr(12, 4) + '-' +
         digits.substr(16, 4) + '-' + digits.substr(20);
}

}  // namespace orrery
