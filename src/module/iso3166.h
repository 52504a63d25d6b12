/* SPDX-License-Identifier: ISC */
/*
 * Which two letters are a country.
 *
 * The alpha-2 codes of ISO 3166-1, and AN (Netherlands Antilles), which the
 * standard has withdrawn and the regulatory database still has rules for.
 * tests/unit compares this table with Debian's iso-codes and wireless-regdb.
 */

#ifndef ISO3166_H
#define ISO3166_H

#include <linux/ctype.h>
#include <linux/string.h>

/* By first letter, the second letters of the countries. */
static const char *const iso3166_second_letters['Z' - 'A' + 1] = {
	['A' - 'A'] = "DEFGILMNOQRSTUWXZ",
	['B' - 'A'] = "ABDEFGHIJLMNOQRSTVWYZ",
	['C' - 'A'] = "ACDFGHIKLMNORUVWXYZ",
	['D' - 'A'] = "EJKMOZ",
	['E' - 'A'] = "CEGHRST",
	['F' - 'A'] = "IJKMOR",
	['G' - 'A'] = "ABDEFGHILMNPQRSTUWY",
	['H' - 'A'] = "KMNRTU",
	['I' - 'A'] = "DELMNOQRST",
	['J' - 'A'] = "EMOP",
	['K' - 'A'] = "EGHIMNPRWYZ",
	['L' - 'A'] = "ABCIKRSTUVY",
	['M' - 'A'] = "ACDEFGHKLMNOPQRSTUVWXYZ",
	['N' - 'A'] = "ACEFGILOPRUZ",
	['O' - 'A'] = "M",
	['P' - 'A'] = "AEFGHKLMNRSTWY",
	['Q' - 'A'] = "A",
	['R' - 'A'] = "EOSUW",
	['S' - 'A'] = "ABCDEGHIJKLMNORSTVXYZ",
	['T' - 'A'] = "CDFGHJKLMNORTVWZ",
	['U' - 'A'] = "AGMSYZ",
	['V' - 'A'] = "ACEGINU",
	['W' - 'A'] = "FS",
	['Y' - 'A'] = "ET",
	['Z' - 'A'] = "AMW",
};

/**
 * iso3166_is_country() - is this an alpha-2 code of a country?
 * @alpha2: two bytes, letters in either case or anything else
 *
 * Context: Any.
 * Return: true for a country's code.
 */
static inline bool iso3166_is_country(const char *alpha2)
{
	const char *second_letters;
	char first = toupper(alpha2[0]), second = toupper(alpha2[1]);

	if (first < 'A' || first > 'Z' || !second)
		return false;

	second_letters = iso3166_second_letters[first - 'A'];
	return second_letters && strchr(second_letters, second);
}

#endif /* ISO3166_H */
