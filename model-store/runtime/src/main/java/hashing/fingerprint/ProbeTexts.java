package hashing.fingerprint;

import java.util.List;
import java.util.Random;

/**
 * Texts to ask an encoder for: 64 sentences of different length, subject, script and punctuation,
 * and behind them 3 to 24 words of those, drawn by {@link Random} with {@link ProbeSet#mixed}
 * seeds.
 */
final class ProbeTexts {

  private static final List<String> SENTENCES =
      """
      The red car stood in front of the bakery until noon.
      A small dog barked at the postman, as it did every morning.
      Rain is expected in the north, with strong winds on the coast.
      She bought three apples, two pears and a bag of rice.
      The committee could not agree on the date of the next meeting.
      Water boils at 100 degrees Celsius at sea level.
      He repaired the clock with a screwdriver and a lot of patience.
      Shares fell by 4.5 % after the company reported a loss.
      The library opens at nine and closes at half past six.
      Please send the invoice to the address given below.
      Error 404: the page you asked for does not exist.
      An old bridge crosses the river near the mill.
      The patient was given 20 mg of the drug twice a day.
      Children under the age of six travel free of charge.
      The new phone has a better camera but a weaker battery.
      Blue cotton shirt, long sleeves, size L, machine washable.
      The mountain was covered with snow even in August.
      Our team won the match by two goals to one.
      Turn left after the church and follow the road uphill.
      The court dismissed the appeal on formal grounds.
      A flock of geese flew south over the frozen lake.
      Mix flour, butter and sugar, then add the eggs one by one.
      The experiment was repeated five times with the same result.
      I have never been so tired in all my life!
      Where did you put the keys to the cellar?
      The train to the capital leaves from platform 7.
      Wooden chair, hand made, slightly used, to be collected.
      The bank raised its interest rate by a quarter of a point.
      Light travels faster than sound.
      The film was too long, but the music was wonderful.
      Bees, wasps and ants belong to the same order of insects.
      Nobody answered the telephone.
      The password must have at least twelve characters.
      The ship reached the harbour two days late.
      A sorted list can be searched in logarithmic time.
      The painting was sold to a collector for a record price.
      Yes.
      No, not at all; quite the contrary, in fact.
      for (int i = 0; i < n; i++) { sum += values[i]; }
      SELECT name, price FROM products WHERE stock > 0 ORDER BY price;
      https://example.org/news/2024/05/17/index.html?page=2&sort=date
      Meeting moved to 14:30 on 2024-05-17, room B-12.
      Invoice no. 2023/00417, total 1,249.00 EUR, payable in 30 days.
      Der Zug nach Hamburg hat heute etwa zwanzig Minuten Verspätung.
      Die Straße wird nächste Woche für den Verkehr gesperrt.
      Le chat dort sur le canapé près de la fenêtre.
      Où se trouve la gare, s'il vous plaît ?
      El niño corrió hacia la playa con su hermana mayor.
      ¿Cuánto cuesta una habitación doble para dos noches?
      Il mercato del pesce apre alle cinque del mattino.
      O barco chegou ao porto depois da tempestade.
      De fiets staat tegen de muur van het oude huis.
      Dağlar sabahtan beri karla kaplıydı.
      Книга лежит на столе рядом с лампой.
      Η θάλασσα ήταν ήρεμη το πρωί.
      今日は天気がとても良いです。
      图书馆每天上午九点开门。
      오늘은 비가 많이 옵니다.
      القطار يصل في الساعة الثامنة.
      बच्चे बगीचे में खेल रहे हैं।
      Great product 👍 would buy again!!!
      aaaa bbbb cccc dddd eeee ffff
      The quick brown foxes jump over lazy dogs, and lazy dogs let the quick brown foxes jump.
      In the beginning of the year, when the days were short and the roads icy, nobody went far.
      """
          .lines()
          .toList();

  private static final List<String> WORDS =
      SENTENCES.stream().flatMap(sentence -> List.of(sentence.split(" ")).stream()).toList();

  private static final int FEWEST_WORDS = 3;
  private static final int MOST_WORDS = 24;

  private ProbeTexts() {}

  static String text(long seed, int number) {
    if (number < SENTENCES.size()) {
      return SENTENCES.get(number);
    }
    Random random = new Random(ProbeSet.mixed(seed, number));
    int count = FEWEST_WORDS + random.nextInt(MOST_WORDS - FEWEST_WORDS + 1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return text.toString();
  }
}
