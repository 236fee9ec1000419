#pragma once
// Decimal numbers of up to 38 digits, from 1E-130 to 9.99...E+125, in bytes that sort as the numbers do.
//
//   zero       01
//   positive   02, exponent + 130, digits
//   negative   00, ~(exponent + 130), ~digits, FF
//
// The exponent is that of the first digit; digits come in pairs of 1 + 10*a + b without trailing zeros, so
// equal numbers have equal bytes.
#include <cstddef>
#include <string>
#include <string_view>

#include "services/dynamodb/reading.h"

namespace orrery::dynamodb {

// Reads "-1.50e3". Throws ValidationException where it is not a number, too large, too small or too long.
std::string encode_number(std::string_view text, Reading reading = Reading::current);

// Whether the exponent, and the number of digits after the point that it leaves, fit 32 bits.
bool fits_32_bits(std::string_view text);

// Plain notation without needless zeros: "-1500".
std::string number_text(std::string_view encoded);

// Throw ValidationException where the exact result is out of range or longer than 38 digits.
std::string add_numbers(std::string_view a, std::string_view b);
std::string subtract_numbers(std::string_view a, std::string_view b);

// As it enters the hash of its partition: a byte for the exponent, then the digits in base 100.
std::string hashed_number(std::string_view encoded);

// The bytes it counts for in an item.
std::size_t number_size(std::string_view encoded);

// The value as a small integer, where it is one.
bool small_integer(std::string_view encoded, long& value);

}  // namespace orrery::dynamodb
